namespace Numora.Engine.Tests.Memory;

/// <summary>
/// Fourteen invented vendors, each with a form of its own, in nine languages, with labels that no lexicon has: the reader alone
/// errs on them. A line is <c>x,y[,size]: text</c> in points from the top left, <c>&gt;x</c> where the text ends there; with a
/// plus before <c>y</c> it stands so far below the last item.
/// </summary>
static partial class VendorForms
{
    public static IReadOnlyList<VendorForm> All { get; } = [.. First(), .. Second()];

    static VendorForm[] First() =>
    [
        new("Nordwall Energiedienst GmbH", "Deichweg 14, 26721 Emden", "DE136695976", "DE89370400440532013000", "EUR",
            "B-{0:0000}/{1}", "dd.MM.yyyy", ',', """
            50,60,15: {vendor}
            50,78,8: {vendor_address}
            50,140: {customer}
            50,153: {customer_street}
            50,166: {customer_town}
            360,140: Belegkennung
            >545,140: {number}
            360,153: Ausgefertigt am
            >545,153: {date}
            360,166: Bitte begleichen bis
            >545,166: {due}
            360,179: Ihre Bestellung
            >545,179: {order}
            50,230,13: Abrechnung Ihrer Lieferstelle
            50,+20: Vielen Dank, wir freuen uns auf weitere Auftr\u00e4ge.
            360,+30: Warenwert
            >545,+30: {net}
            360,+44: Steueranteil
            >545,+44: {tax}
            360,+60: Endsumme in Euro
            >545,+60: {total}
            50,790,7: Konto {iban}   Steuerkennung {vat}
            """, "50,270 >360 >450 >545"),
        new("Harrowgate Timber Works", "Unit 9 Canal Wharf, Leeds LS11 5PS", "GB123456782", "GB29NWBK60161331926819", "GBP",
            "HTW{0:00000}", "dd/MM/yyyy", '.', """
            320,60,18: {vendor}
            320,76,8: {vendor_address}
            50,120,8: Prepared for
            50,134: {customer}
            50,147: {customer_street}
            50,160: {customer_town}
            320,134: Our ref.: {number}
            320,148: Raised: {date}
            320,162: Settle before: {due}
            320,176: Your ref.: {order}
            50,+24: Goods
            >300,+24: {net}
            50,+38: Duty at 20%
            >300,+38: {tax}
            50,+54,12: Grand sum GBP
            >300,+54,12: {total}
            50,780,8: Tax reg {vat}
            50,792,8: Pay to {iban}
            """, "50,230 >330 >430 >540"),
        new("Ateliers Verdon et Fils", "12 chemin des Oliviers, 04120 Castellane", "FR44732829320", "FR1420041010050500013M02606", "EUR",
            "{1}-V{0:000}", "dd/MM/yyyy", ',', """
            50,50,14: {vendor}
            50,64,8: {vendor_address}
            300,110: {customer}
            300,123: {customer_street}
            300,136: {customer_town}
            50,190,8: Pi\u00e8ce
            160,190,8: \u00c9mise
            270,190,8: R\u00e8glement souhait\u00e9
            400,190,8: Dossier
            50,204: {number}
            160,204: {date}
            270,204: {due}
            400,204: {order}
            330,+30: Base
            >545,+30: {net}
            330,+44: Contribution 20 %
            >545,+44: {tax}
            330,+62,12: Somme \u00e0 nous devoir
            >545,+62,12: {total}
            50,800,7: Identifiant {vat} - Virement {iban}
            """, "50,250 >360 >450 >545"),
        new("Talleres Montenegro y Rivas", "Calle del Pozo 31, 30003 Murcia", "ESB12345674", "ES9121000418450200051332", "EUR",
            "M/{0:000}", "dd-MM-yyyy", ',', """
            50,60,13: {vendor}
            50,75,8: {vendor_address}
            50,88,8: Registro {vat}
            350,60: Pieza: {number}
            350,74: Expedida: {date}
            350,88: Abonar hasta: {due}
            350,102: Encargo: {order}
            50,140: Destinado a
            50,154: {customer}
            50,167: {customer_street}
            50,180: {customer_town}
            50,+30: Importe sin impuesto   {net}
            50,+45: Cuota   {tax}
            50,+60: A percibir   {total}
            50,790,8: Abono en {iban}
            """, "50,230 >340 >440 >540"),
        new("Officina Bramante", "Via dei Mulini 8, 38122 Trento", "IT00743110157", "IT60X0542811101000000123456", "EUR",
            "{0}", "dd.MM.yy", ',', """
            >545,60,16: {vendor}
            >545,76,8: {vendor_address}
            50,110: Protocollo
            50,124,12: {number}
            150,110: Compilato
            150,124,12: {date}
            250,110: Saldo entro
            250,124,12: {due}
            50,170: Alla cortese attenzione di
            50,184: {customer}
            50,197: {customer_street}
            50,210: {customer_town}
            50,+40: Prestazioni
            150,+40: Gravame
            250,+40,12: Da corrispondere
            50,+55: {net}
            150,+55: {tax}
            250,+55,12: {total}
            50,+90,8: Coordinate {iban} - Codice {vat}
            """, "50,250 >340 >440 >540"),
        new("Werkplaats De Linde", "Havenkade 3, 8601 BX Sneek", "NL001234567B01", "NL91ABNA0417164300", "EUR",
            "{1}{0:0000}", "dd-MM-yyyy", ',', """
            50,60,14: {vendor}
            50,76,8: {vendor_address}
            50,120: {customer}
            50,133: {customer_street}
            50,146: {customer_town}
            50,190: Kenmerk          {number}
            50,204: Opgemaakt        {date}
            50,218: Uiterste dag     {due}
            50,232: Uw opdracht      {order}
            340,+30: Tussenstand
            >545,+30: {net}
            340,+44: Belasting
            >545,+44: {tax}
            340,+58: Over te maken
            >545,+58: {total}
            50,800,8: {iban}     {vat}
            """, "50,270 >360 >450 >545"),
        new("Zaklad Stolarski Brzoza", "ul. Lesna 5, 15-001 Bialystok", "PL5260250995", "PL61109010140000071219812874", "PLN",
            "ZS {0}/{1}", "dd.MM.yyyy", ',', """
            50,60,12: {vendor}
            50,74,8: {vendor_address}
            50,86,8: Identyfikator {vat}
            330,60: Dokument {number}
            330,74: Sporzadzono dnia {date}
            330,88: Wplata najpozniej {due}
            330,102: Zlecenie {order}
            50,130,8: Odbiorca dokumentu
            50,144: {customer}
            50,157: {customer_street}
            50,170: {customer_town}
            330,+30: Wartosc towaru
            >545,+30: {net} zl
            330,+44: Podatek
            >545,+44: {tax} zl
            330,+60: Ogolem
            >545,+60: {total} zl
            50,790,8: Rachunek {iban}
            """, "50,220 >360 >450 >545"),
    ];
}


/// <param name="Number">Of a document: its running number and its year.</param>
/// <param name="Decimal">The decimal mark; the other one groups thousands.</param>
/// <param name="Items">Where items begin, and where quantity, price and amount end.</param>
sealed record VendorForm(
    string Vendor, string Address, string? Vat, string? Iban, string Currency, string Number, string DateFormat, char Decimal,
    string Drawing, string Items);
