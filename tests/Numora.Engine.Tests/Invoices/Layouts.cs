namespace Numora.Engine.Tests.Invoices;

/// <summary>Small invoices in eight languages, each laid out as is usual where it comes from.</summary>
static partial class Layouts
{
    public const string German = """
        50,60,16: Nordlicht Werkzeugbau GmbH
        50,110,7: Nordlicht Werkzeugbau GmbH · Hafenstraße 12 · 24103 Kiel
        50,130: Bäckerei Sonnenschein OHG
        50,143: Frau Petra Lindemann
        50,156: Marktplatz 3
        50,169: 23552 Lübeck
        360,130: Rechnungsnummer:
        >545,130: RE-2024-00871
        360,143: Rechnungsdatum:
        >545,143: 14.03.2024
        360,156: Kundennummer:
        >545,156: 20417
        360,169: Lieferdatum:
        >545,169: 12.03.2024
        50,230,13: Rechnung
        50,270: Pos.
        90,270: Bezeichnung
        >360,270: Menge
        >450,270: Einzelpreis
        >545,270: Gesamtpreis
        50,290: 1
        90,290: Teigknetarm, verzinkt
        >360,290: 2 Stk
        >450,290: 149,50 €
        >545,290: 299,00 €
        50,305: 2
        90,305: Montage vor Ort
        90,317: inkl. Anfahrt
        >360,305: 3,5 Std
        >450,305: 72,00 €
        >545,305: 252,00 €
        360,350: Nettobetrag
        >545,350: 551,00 €
        360,365: zzgl. 19 % MwSt.
        >545,365: 104,69 €
        360,382: Gesamtbetrag
        >545,382: 655,69 €
        50,430: Zahlbar ohne Abzug bis 13.04.2024.
        50,780,7: Nordlicht Werkzeugbau GmbH
        50,789,7: Hafenstraße 12, 24103 Kiel
        220,780,7: Förde Sparkasse
        220,789,7: IBAN DE89 3704 0044 0532 0130 00
        400,780,7: USt-IdNr. DE136695976
        400,789,7: Geschäftsführer: Jens Petersen
        """;

    public const string French = """
        50,60,14: Atelier Bois et Lumière SARL
        50,76: 18 rue des Tanneurs
        50,89: 35000 Rennes
        50,102: Tél : 02 99 12 34 56
        50,115: SIRET : 732 829 320 00074
        50,128: N° TVA intracommunautaire : FR44732829320
        330,150: Mairie de Saint-Aubin
        330,163: 2 place de l'Église
        330,176: 35250 Saint-Aubin-d'Aubigné
        50,220,14: FACTURE N° F2024-0312
        50,240: Date de facturation : 3 avril 2024
        50,253: Date d'échéance : 03/05/2024
        50,290: Désignation
        >350,290: Qté
        >420,290: PU HT
        >470,290: TVA
        >545,290: Total HT
        50,308: Banc en chêne massif
        >350,308: 4
        >420,308: 312,50 €
        >470,308: 20 %
        >545,308: 1 250,00 €
        50,323: Livraison et pose
        >350,323: 1
        >420,323: 180,00 €
        >470,323: 20 %
        >545,323: 180,00 €
        380,360: Total HT
        >545,360: 1 430,00 €
        380,374: TVA 20 %
        >545,374: 286,00 €
        380,388: Total TTC
        >545,388: 1 716,00 €
        50,430: Règlement par virement : IBAN FR14 2004 1010 0505 0001 3M02 606
        """;

    public const string Spanish = """
        50,60,14: Suministros Eléctricos Ribera, S.L.
        50,76: Calle del Pozo, 27
        50,89: 46004 Valencia
        50,102: CIF: B12345674
        400,60,14: FACTURA
        400,80: Nº factura: 2024/0458
        400,93: Fecha: 15/02/2024
        400,106: Vencimiento: 16/03/2024
        50,150: Cliente:
        50,163: Hostal Mirador del Puerto, S.A.
        50,176: Avda. de la Marina, 5
        50,189: 03001 Alicante
        50,202: NIF: A58818501
        50,240: Concepto
        >340,240: Cantidad
        >430,240: Precio
        >545,240: Importe
        50,258: Lámpara LED techo
        >340,258: 12
        >430,258: 35,90
        >545,258: 430,80
        50,272: Mano de obra
        >340,272: 6
        >430,272: 28,00
        >545,272: 168,00
        380,320: Base imponible
        >545,320: 598,80 €
        380,334: IVA 21%
        >545,334: 125,75 €
        380,350: TOTAL FACTURA
        >545,350: 724,55 €
        50,400: Forma de pago: transferencia
        50,414: IBAN: ES91 2100 0418 4502 0005 1332
        """;

    public const string Italian = """
        50,60,14: Officine Meccaniche Bellini S.r.l.
        50,76: Via dell'Industria 44
        50,89: 40138 Bologna (BO)
        50,102: P. IVA 00743110157
        340,130: Spett.le
        340,143: Caseificio Monte Verde S.p.A.
        340,156: Strada Statale 9, 112
        340,169: 43100 Parma (PR)
        50,220,13: Fattura n. 187/2024
        300,220: del 29/01/2024
        50,260: Descrizione
        >330,260: Q.tà
        >420,260: Prezzo unitario
        >470,260: IVA
        >545,260: Importo
        50,278: Guarnizione in silicone DN50
        >330,278: 25
        >420,278: 4,80
        >470,278: 22%
        >545,278: 120,00
        50,292: Revisione pompa centrifuga
        >330,292: 1
        >420,292: 1.150,00
        >470,292: 22%
        >545,292: 1.150,00
        360,340: Imponibile
        >545,340: € 1.270,00
        360,354: IVA 22%
        >545,354: € 279,40
        360,370: Totale fattura
        >545,370: € 1.549,40
        50,420: Scadenza: 28/02/2024
        50,434: IBAN IT60X0542811101000000123456
        """;
}
