namespace Numora.Engine.Tests.Memory;

static partial class VendorForms
{
    static VendorForm[] Second() =>
    [
        new("Olaria Serra Nova", "Rua do Moinho 77, 7000-845 Evora", "PT503504564", "PT50000201231234567890154", "EUR",
            "SN{1}.{0:000}", "yyyy-MM-dd", ',', """
            50,60,16: {vendor}
            50,76,8: {vendor_address}
            300,60: Papel
            400,60: {number}
            300,74: Lavrado
            400,74: {date}
            300,88: Pagar antes de
            400,88: {due}
            50,130: Exmos. Senhores
            50,144: {customer}
            50,157: {customer_street}
            50,170: {customer_town}
            400,+30: Mercadoria
            >545,+30: {net}
            400,+44: Imposto 23%
            >545,+44: {tax}
            400,+58: Soma final
            >545,+58: {total}
            50,800,7: {vat} | {iban}
            """, "50,220 >340 >440 >545"),
        new("Prairie Signal Systems", "2210 Kellogg Ave, Wichita, KS 67211", null, null, "CAD",
            "{0:000000}", "MM/dd/yyyy", '.', """
            50,60,18: {vendor}
            50,78,9: {vendor_address}
            400,60,12: {number}
            400,76,12: {date}
            400,92,12: {due}
            50,130: {customer}
            50,143: {customer_street}
            50,156: {customer_town}
            330,+30: Work
            >545,+30: ${net}
            330,+44: Levy
            >545,+44: ${tax}
            330,+60,13: Please remit
            >545,+60,13: ${total}
            50,+110,8: Thank you for letting us keep your signals running.
            50,+122,8: Questions? Write to desk@prairiesignal.test or visit our counter.
            """, "50,210 >340 >440 >545"),
        new("Fjordheim Verksted", "Bryggen 4, 5003 Bergen", null, null, "NOK",
            "FV-{1}-{0:0000}", "dd.MM.yyyy", ',', """
            50,50,15: {vendor}
            50,66,8: {vendor_address}
            50,110: {customer}
            50,123: {customer_street}
            50,136: {customer_town}
            360,110: L\u00f8penummer: {number}
            360,124: Skrevet: {date}
            360,138: Oppgj\u00f8r innen: {due}
            360,152: Merket: {order}
            360,+30: Grunnlag
            >545,+30: {net}
            360,+44: Avgift
            >545,+44: {tax}
            360,+60: Skal betales NOK
            >545,+60: {total}
            50,800,8: Org. 974 760 673 - verksted@fjordheim.test
            """, "50,220 >360 >450 >545"),
        new("Strojirna Kopecky", "Nadrazni 18, 602 00 Brno", "CZ25123891", "CZ6508000000192000145399", "CZK",
            "{1}9{0:0000}", "d.M.yyyy", ',', """
            50,60,13: {vendor}
            50,75,8: {vendor_address}
            300,60: Cislo listu
            430,60: {number}
            300,74: Vyhotoveno
            430,74: {date}
            300,88: Uhradit do
            430,88: {due}
            300,102: Zakazka
            430,102: {order}
            50,130: Pro
            50,144: {customer}
            50,157: {customer_street}
            50,170: {customer_town}
            300,+30: Zaklad
            >500,+30: {net} CZK
            300,+44: Prirazka 21%
            >500,+44: {tax} CZK
            300,+62,12: Vse dohromady
            >500,+62,12: {total} CZK
            50,790,8: Ucet {iban}   Ev. {vat}
            """, "50,220 >340 >420 >500"),
        new("Brennecke Kaeltetechnik KG", "Industriering 40, 49393 Lohne", "DE811569869", "DE02120300000000202051", "EUR",
            "K{0:00000}-{1}", "dd.MM.yyyy", ',', """
            50,60,14: {vendor}
            300,60,8: {vendor_address}
            50,110: {customer}
            50,123: {customer_street}
            50,136: {customer_town}
            50,180,8: Rechnungskonto
            180,180,8: Vorgang
            300,180,8: Tag
            420,180,8: Wertstellung bis
            50,193: 40{account}
            180,193: {number}
            300,193: {date}
            420,193: {due}
            50,+30: Zwischenstand {net}
            220,+30: Abgabe {tax}
            400,+30: Zu zahlender Gesamtwert {total}
            50,+60: Unser Auftrag A-{account} vom 02.01.2024, Ihre Anforderung {order}
            50,800,7: {iban} - {vat}
            """, "50,230 >360 >450 >545"),
        new("Lakeview Catering Partners", "18 Shore Road, Oban PA34 4AG", "GB987654325", "GB33BUKB20201555555555", "GBP",
            "LCP/{1}/{0}", "d MMMM yyyy", '.', """
            200,60,18: {vendor}
            200,76,8: {vendor_address}
            50,120: Invoice account 77{account}
            50,134: Event sheet {number}
            50,148: Served and billed on {date}
            50,162: Kindly settle by {due}
            350,120: {customer}
            350,133: {customer_street}
            350,146: {customer_town}
            50,+30: Kitchen and service
            >545,+30: {net}
            50,+44: Government share
            >545,+44: {tax}
            50,+62,12: All together \u00a3
            >545,+62,12: {total}
            50,+95,9: Deposit held 150.00 (returned after the event)
            50,800,8: {vat} {iban}
            """, "50,210 >340 >440 >545"),
        new("Tischlerei Auwald", "M\u00fchlgasse 2, 4400 Steyr", "ATU12345675", "AT611904300234573201", "EUR",
            "{0:000} - {1}", "dd. MM. yyyy", ',', """
            50,60,16: {vendor}
            50,78,8: {vendor_address}
            400,100: Steyr, {date}
            50,130: {customer}
            50,143: {customer_street}
            50,156: {customer_town}
            50,200,13: Honorarnote {number}
            50,216: zu Ihrem Schreiben {order}
            300,+30: Summe Positionen
            >545,+30: {net}
            300,+44: darauf 20 %
            >545,+44: {tax}
            300,+60: ergibt
            >545,+60: {total}
            50,+90: Wir ersuchen um \u00dcberweisung l\u00e4ngstens am {due} auf {iban}.
            50,800,8: {vat}
            """, "50,240 >360 >450 >545"),
    ];
}
