namespace Numora.Engine.Tests.Invoices;

static partial class Layouts
{
    public const string Dutch = """
        370,60,14: Van den Berg Tuinen B.V.
        370,76: Kastanjelaan 81
        370,89: 3571 ZP Utrecht
        370,102: KvK 30214567
        370,115: BTW NL001234567B01
        370,128: IBAN NL91 ABNA 0417 1643 00
        50,130: Vereniging De Groene Hof
        50,143: Lindeplein 9
        50,156: 3512 AB Utrecht
        50,210,15: Factuur
        50,235: Factuurnummer
        160,235: 20240119
        50,248: Factuurdatum
        160,248: 19-02-2024
        50,261: Vervaldatum
        160,261: 04-03-2024
        50,300: Omschrijving
        >350,300: Aantal
        >440,300: Prijs
        >545,300: Bedrag
        50,318: Snoeien haag achterzijde
        >350,318: 8
        >440,318: € 45,00
        >545,318: € 360,00
        50,332: Afvoer groenafval
        >350,332: 2
        >440,332: € 37,50
        >545,332: € 75,00
        360,370: Subtotaal
        >545,370: € 435,00
        360,384: 21% btw
        >545,384: € 91,35
        360,400: Totaal te betalen
        >545,400: € 526,35
        """;

    public const string Portuguese = """
        50,60,14: Cerâmica do Vale, Lda.
        50,76: Rua das Oliveiras, 140
        50,89: 2400-123 Leiria
        50,102: Contribuinte: 503504564
        340,130: Exmo.(s) Sr.(s)
        340,143: Hotel Baía Azul, S.A.
        340,156: Avenida Marginal, 33
        340,169: 2750-300 Cascais
        50,210,13: Fatura FT 2024/96
        50,228: Data de emissão: 05/06/2024
        50,241: Data de vencimento: 05/07/2024
        50,280: Descrição
        >330,280: Qtd.
        >420,280: Preço Unit.
        >470,280: IVA
        >545,280: Total
        50,298: Azulejo decorado 20x20
        >330,298: 300
        >420,298: 1,85
        >470,298: 23%
        >545,298: 555,00
        50,312: Transporte
        >330,312: 1
        >420,312: 45,00
        >470,312: 23%
        >545,312: 45,00
        370,360: Total líquido
        >545,360: 600,00 €
        370,374: IVA
        >545,374: 138,00 €
        370,390: Total da fatura
        >545,390: 738,00 €
        50,430: IBAN: PT50 0002 0123 1234 5678 9015 4
        """;

    public const string Polish = """
        330,60: Miejsce i data wystawienia: Kraków, 2024-04-09
        330,74: Data sprzedaży: 2024-04-08
        200,110,14: Faktura VAT nr FV/112/04/2024
        50,150: Sprzedawca:
        50,163: Drukarnia Wisła Sp. z o.o.
        50,176: ul. Dietla 45
        50,189: 31-054 Kraków
        50,202: NIP: 526-025-09-95
        320,150: Nabywca:
        320,163: Księgarnia Pod Lipą s.c.
        320,176: ul. Długa 7/3
        320,189: 80-827 Gdańsk
        320,202: NIP: 774-000-14-54
        40,250: Lp.
        70,250: Nazwa towaru lub usługi
        250,250: Ilość
        290,250: J.m.
        >370,250: Cena netto
        >440,250: Wartość netto
        >475,250: VAT
        >555,250: Wartość brutto
        40,268: 1
        70,268: Ulotka A5 kolor
        250,268: 2000
        290,268: szt.
        >370,268: 0,18
        >440,268: 360,00
        >475,268: 23%
        >555,268: 442,80
        40,282: 2
        70,282: Projekt graficzny
        250,282: 1
        290,282: usł.
        >370,282: 240,00
        >440,282: 240,00
        >475,282: 23%
        >555,282: 295,20
        300,320: Razem netto:
        >440,320: 600,00
        300,334: Kwota VAT:
        >440,334: 138,00
        300,348: Razem brutto:
        >440,348: 738,00
        50,400: Do zapłaty: 738,00 PLN
        50,414: Termin płatności: 2024-04-23
        50,428: Numer konta: PL61 1090 1014 0000 0712 1981 2874
        """;

    public const string British = """
        50,60,16: Harrow & Finch Joinery Ltd
        50,78: Unit 4, Mill Lane
        50,91: Sheffield S3 8GE
        50,104: VAT Reg No: GB 123 4567 82
        400,60,18: Invoice
        50,150: Bill To
        50,163: Larkspur Primary School
        50,176: 27 Orchard Road
        50,189: Leeds LS6 2AB
        360,150: Invoice No.
        460,150: 10457
        360,163: Invoice Date
        460,163: 05/04/2024
        360,176: Due Date
        460,176: 05/05/2024
        360,189: PO Number
        460,189: LPS-3391
        50,240: Description
        >340,240: Qty
        >430,240: Unit Price
        >545,240: Amount
        50,258: Bespoke bookcase, oak veneer
        >340,258: 3
        >430,258: £420.00
        >545,258: £1,260.00
        50,272: Fitting on site
        >340,272: 6
        >430,272: £38.50
        >545,272: £231.00
        400,320: Subtotal
        >545,320: £1,491.00
        400,334: VAT @ 20%
        >545,334: £298.20
        400,350: Total
        >545,350: £1,789.20
        50,400: Payment by BACS to Harrow & Finch Joinery Ltd
        50,414: IBAN GB29 NWBK 6016 1331 9268 19
        """;

    public const string American = """
        50,60,20: Invoice
        50,90: Invoice number
        150,90: 8F21C0D4-0007
        50,103: Date of issue
        150,103: May 3, 2024
        50,116: Date due
        150,116: June 2, 2024
        50,150: Brightwater Analytics, Inc.
        50,163: 410 Townsend Street, Suite 200
        50,176: San Francisco, California 94107
        50,189: United States
        50,202: billing@brightwateranalytics.com
        300,150: Bill to
        300,163: Copper Kettle Coffee LLC
        300,176: 88 Burnside Ave
        300,189: Portland, OR 97209
        50,240,15: $1,284.30 due June 2, 2024
        50,290: Description
        >360,290: Qty
        >450,290: Unit price
        >545,290: Amount
        50,310: Team plan
        50,322: May 3 – June 3, 2024
        >360,310: 9
        >450,310: $130.00
        >545,310: $1,170.00
        330,360: Subtotal
        >545,360: $1,170.00
        330,375: Sales tax (9.769%)
        >545,375: $114.30
        330,390: Total
        >545,390: $1,284.30
        330,405: Amount due
        >545,405: $1,284.30
        """;
}
