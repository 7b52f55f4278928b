namespace Numora.Engine.Reading.Labels;

internal static class German
{
    public const string Text = """
        Title: rechnung | handelsrechnung | gutschrift | rechnungskorrektur | schlussrechnung | teilrechnung |
            abschlagsrechnung | proformarechnung*.8 | stornorechnung | sammelrechnung | honorarrechnung |
            warenrechnung | faktura | barrechnung | monatsrechnung | quittung*.6 | beleg*.5 | korrekturrechnung |
            endrechnung | anzahlungsrechnung | kostenrechnung
        InvoiceNumber: rechnungsnummer | rechnungsnr | rechnung nr | rechnungs nr | re nr | rg nr | rechn nr |
            belegnummer*.8 | beleg nr*.8 | belegnr*.8 | faktura nr | fakturanummer | rechnung no |
            gutschriftsnummer | gutschrift nr | nummer der rechnung | dokumentnummer*.7 | dokumentennummer*.7 |
            renr | rgnr | r nr*.7 | rechnung nummer | rechnungs no | vorgangsnummer*.4 | rechnungskennung*.5 |
            rechnungsnummer datum*.8 | handelsrechnung nr | gutschriftnummer | rechnungsnummern |
            quittungsnummer*.7
        Number: nr | nummer
        OrderNumber: bestellnummer | bestellnr | bestell nr | ihre bestellung | ihre bestellnummer |
            auftragsnummer des kunden | ihre auftragsnummer | kundenbestellnummer | ihr auftrag | bestellung nr |
            bestellnummer des kaufers | kundenauftrag*.6 | auftragsnummer*.5 | auftragsnr*.5 | auftrags nr*.5 |
            auftrag nr*.5 | auftrag*.4 | bestellreferenz | bestell referenz | zeichen*.3 | bestell nummer |
            kunden bestellnummer | ihre bestell nr | kundenreferenz*.4 | ihre referenz*.4 | bestell nr kunde |
            bestellungsnummer | bestelldaten*.6 | ihr zeichen*.3 | bestellung
        CustomerNumber: kundennummer | kundennr | kunden nr | kd nr | ihre kundennummer | ihre nummer*.6 |
            kundenkonto | debitorennummer | debitor | mitgliedsnummer | kunde nr | kdnr | debitoren nr |
            kunden nummer | vertragskonto | debitorennr | kundenno | personenkonto
        OtherNumber: lieferscheinnummer | lieferscheinnr | lieferschein nr | lieferschein | lieferscheine |
            vertragsnummer | vertragsnr | vertrag nr | angebotsnummer | angebot nr | angebot | projektnummer |
            projekt | projekt nr | seite | blatt | seriennummer | zahlernummer | policennummer |
            versicherungsnummer | vorgang | globale nummer | gln | unsere gln | ihre gln | gtin | artikelnummer |
            art nr lief | art nr kunde | unsere art nr | kostenstelle | sendungsnummer | objektnummer |
            referenznummer*.5 | unser zeichen | referenz | glaubiger id | glaubiger identifikationsnummer |
            mandatsreferenz | lieferantennummer | lieferanten nr | leitweg id | konto nr | kto nr | kontonummer |
            kto | blz | bankleitzahl | lieferscheinnr datum | nummer datum | ust satz | chargennummer | filiale |
            stylesheet version | codelisten version | zugferd version | transaktionsnummer*.5 | bon nr*.4 |
            ihre lieferantennummer
        PaymentReference: verwendungszweck | zahlungsreferenz | zahlungsreferenz nr | bei zahlung bitte angeben |
            referenz zahlung | als verwendungszweck | bei uberweisung bitte angeben | zahlungsverwendungszweck |
            buchungstext | bei zahlungen bitte angeben
        InvoiceDate: rechnungsdatum | datum der rechnung | rechnungsdat | ausstellungsdatum | belegdatum |
            fakturadatum | datum rechnung | rechnung vom | re datum | rg datum | rechnungs datum | ausgestellt |
            gutschriftsdatum | dokumentdatum | dokumentendatum | gutschrift vom | rechnungsdatum lieferdatum |
            rechnungsdatum leistungsdatum | vom*.5 | gutschriftdatum | rechnungsdatum und lieferdatum |
            rechnungsdatum entspricht lieferdatum*.8 | rechnungsdatum gleich | lieferdatum*.8 |
            liefer und rechnungsdatum | rechnungs und lieferdatum | rechnungs und leistungsdatum |
            erstellt am*.7 | ausgestellt am
        Date:  datum
        DueDate: falligkeitsdatum | fallig am | zahlbar bis | falligkeit | zahlungsziel | zahlungstermin |
            zahlung bis | fallig | bitte uberweisen sie bis zum | bitte zahlen sie bis | zahlbar bis zum |
            spatestens bis | zahlung fallig am | netto bis | zahlungsfrist | fallig zum | falligkeitstermin |
            bis zum*.5 | netto kasse bis | rechnungsbetrag fallig am | zahlungseingang bis | uberweisen sie bis |
            zahlung erbeten bis | zahlungsziel datum | zahlungsdatum*.6 | ohne abzug bis | bis spatestens |
            zu zahlen bis
        DeliveryDate: lieferdatum | leistungsdatum | liefer leistungsdatum | datum der leistung | liefertermin |
            lieferung am | geliefert am | leistung vom | liefer und rechnungsdatum | rechnungs und lieferdatum |
            versanddatum | lieferung vom | leistungs lieferdatum | leistungs und lieferdatum | leistung am |
            rechnungsdatum lieferdatum | leistungsdatum lieferdatum | lieferdatum leistungsdatum |
            tag der lieferung | rechnungs und leistungsdatum | liefer oder leistungsdatum |
            rechnungsdatum und lieferdatum | liefer und leistungsdatum | datum der lieferung |
            liefer bzw leistungsdatum
        OtherDate: bestelldatum | auftragsdatum | druckdatum | leistungszeitraum | abrechnungszeitraum |
            zeitraum | lieferzeitraum | angebotsdatum | gultig bis | buchungsdatum | vertragsdatum |
            bestellung vom | auftrag vom | bestellt am | lieferschein vom | stand | skonto bis | geburtsdatum |
            anreise | abreise | vertragsbeginn | ablesedatum | valuta | auftrags datum | abrechnungsdatum*.5 |
            periode | skonto innerhalb | abrechnungsmonat | eingangsdatum | erstzulassung | zulassung
        PaymentTerms: zahlungsbedingungen | zahlungsbedingung | zahlungskonditionen | zahlungsweise |
            zahlungsart | zahlungsform | zahlungsvereinbarung
        VendorTaxId: ust idnr | ust id | umsatzsteuer id | umsatzsteuer identifikationsnummer |
            umsatzsteueridentifikationsnummer | ust ident nr | uid | uid nr | uid nummer | mwst nr |
            mehrwertsteuernummer | ust nr*.8 | ust id no | ustid | ust identifikationsnummer | umsatzsteuer idnr |
            umsatzsteuer id nr | ustidnr verkaufer | unsere ust idnr | mwst nummer | ust idnummer | ust ident |
            ust id nummer | ust id nr des verkaufers | atu nr | unsere ust id | vat nr | ust id nr |
            eigene ust idnr
        CustomerTaxId: ust idnr kunde | ihre ust idnr | ust id kunde | ust idnr des kunden | ihre uid |
            ust id nr kunde | ust id nr des kunden | ihre ust id nr | uid kunde | kunden ust idnr |
            kunden ust id | ihre ustid | ihre ustid nr | uid des kunden | ust idnr kaufer | ihre ust id nummer |
            empfanger ust id | ihre ust id | ihre umsatzsteuer id
        TaxNumber: steuernummer | steuer nr | st nr | steuernr | stnr | finanzamt | steuer nummer |
            ihre steuernummer*.3
        Register: handelsregister | handelsregisternummer | hrb | hra | registergericht | amtsgericht |
            handelsregister nr | firmenbuch | firmenbuchnummer | fn | hr nr | sitz der gesellschaft |
            registernummer | hrb nr
        Iban: iban | iban nr | verkaufer iban | iban bank
        Bic: bic | swift | swift bic | bic swift | swift code | bic code
        BankAccount: kontonummer | konto nr | kto nr | konto | kto | bankverbindung | von konto
        Currency: wahrung | rechnungswahrung | betrage in | alle betrage in | alle angaben in | wahrungscode |
            belegwahrung | betrage in wahrung
        Net: nettobetrag | netto | summe netto | netto summe | gesamtbetrag netto | rechnungssumme netto |
            gesamt netto | nettosumme | zwischensumme | rechnungssumme ohne ust | summe ohne mwst | warenwert*.6 |
            gesamtnetto | netto gesamt | rechnungsbetrag netto | warenwert netto | total netto | nettowert |
            steuerpflichtiger betrag | gesamtbetrag ohne mwst | summe exkl mwst | total exkl mwst |
            zwischensumme netto | netto betrag | nettobetrag gesamt | summe netto eur | gesamtsumme |
            gesamtpreis netto | summe nettobetrag | nettorechnungsbetrag | rechnungssumme ohne mwst |
            gesamtbetrag ohne ust | endsumme netto | netto total | summe ohne ust | betrag netto | zwischentotal |
            summe ohne umsatzsteuer | netto rechnungsbetrag | nettogesamtbetrag
        LinesTotal: positionssumme | summe der positionen | summe positionen | warensumme | summe positionsbetrage
        Discount: rabatt | nachlass | gesamtbetrag der abschlage | abzuglich rabatt | abzug | skonto |
            preisnachlass | gutschein | abschlag | rechnungsrabatt | kundenrabatt | gesamtrabatt
        Charge: versand | versandkosten | porto | fracht | zuschlag | gesamtbetrag der zuschlage | verpackung |
            transportkosten | lieferkosten | frachtkosten | verpackung und versand | porto und verpackung |
            bearbeitungsgebuhr | nebenkosten | mindermengenzuschlag | express zuschlag | servicegebuhr |
            versandkosten netto | zuschlage | logistik
        Tax: mwst | ust | umsatzsteuer | mehrwertsteuer | zzgl mwst | zuzuglich mwst | zzgl ust | zuzugl ust |
            zuzuglich umsatzsteuer | steuerbetrag | ust betrag | mwst betrag | steuer | steuerbetrag in |
            gesamtsteuer | summe mwst | summe ust | mehrwertsteuerbetrag | umsatzsteuerbetrag | steuer gesamt |
            gesamtbetrag ust | mwst gesamt | zzgl umsatzsteuer | umsatzsteuer gesamt | ust gesamt |
            enthaltene mwst | enthaltene ust | darin enthaltene mwst | zzgl mehrwertsteuer | zuzuglich ust |
            zuzuglich mehrwertsteuer | summe steuer | davon mwst | summe umsatzsteuer | steuersumme |
            enthaltene umsatzsteuer | gesamtbetrag der umsatzsteuer | inkl mwst*.3
        Total: gesamtbetrag | rechnungsbetrag | gesamtsumme | gesamt | endbetrag | brutto | bruttobetrag |
            summe brutto | rechnungssumme | rechnungssumme brutto | gesamtbetrag brutto | bruttosumme |
            rechnungsendbetrag | endsumme | summe inkl ust | summe inkl mwst | gesamt brutto | total inkl mwst |
            gesamtpreis*.7 | rechnungsbetrag brutto | betrag*.4 | gesamtbetrag inkl mwst | gesamtbetrag inkl ust |
            total eur | summe eur | gesamt eur | total chf | gesamtbetrag eur | endpreis | bruttorechnungsbetrag |
            rechnungstotal | rechnungs betrag | gesamtsumme brutto | gesamtpreis brutto |
            rechnungsbetrag inkl mwst | gesamt inkl mwst | total brutto | brutto gesamt | rechnungsbetrag eur |
            rechnungsgesamtbetrag | summe gesamt | summe inkl umsatzsteuer | bruttogesamtbetrag |
            rechnungsbetrag gesamt | summe bruttobetrag | rechnungsbetrag inkl ust | gesamtsumme eur |
            gesamtsumme inkl mwst | gutschriftsbetrag | gesamtwert | summe | total
        AmountDue: zahlbetrag | zu zahlen | offener betrag | zahlbetrag eur | zu zahlender betrag |
            noch zu zahlen | zahlungsbetrag | restbetrag | falliger betrag | uberweisungsbetrag | offen |
            restzahlung | zu uberweisen | zahlsumme | noch offen | zu bezahlen | forderungsbetrag |
            offene forderung | nachzahlung | saldo | zu zahlen eur | zu uberweisender betrag | abbuchungsbetrag
        Paid: bezahlt | bereits bezahlt | anzahlung | erhaltene anzahlungen | vorausbezahlter betrag | bereits |
            gezahlt | vorauszahlung | geleistete anzahlung | abzuglich anzahlung | geleistete zahlungen |
            gegeben*.4 | bisher gezahlt | abschlagszahlung | abschlagszahlungen | geleistete zahlungen
        Rounding: rundung | rundungsdifferenz | rundungsbetrag
        OtherAmount: ubertrag | zwischenubertrag | saldo vormonat | gesamtgewicht | gesamtmenge | stuckzahl |
            offene zahlungen | basisbetrag | steuerbasisbetrag | skontobetrag | skontofahiger betrag |
            bruttopreis | bruttogewicht | nettogewicht | summe stunden | gesamtstunden | sie sparen |
            bisheriger saldo | alter saldo | vortrag | abzgl skonto | bemessungsgrundlage | mahngebuhr |
            stammkapital | in worten | davon arbeitskosten | lohnkosten
        Vendor: verkaufer | lieferant | rechnungssteller | absender | auftragnehmer | von*.3 | aussteller |
            leistungserbringer | anbieter | rechnungsersteller | leistender unternehmer
        Customer: kunde | kaufer | rechnungsempfanger | rechnungsadresse | rechnungsanschrift |
            leistungsempfanger | auftraggeber | rechnung an | besteller | empfanger*.6 | fakturaadresse |
            herrn*.5 | herr*.5 | frau*.5 | kundenadresse | an*.3 | zu handen | mieter | firma*.35 |
            kaufer leistungsempfanger
        ShipTo: lieferadresse | lieferanschrift | warenempfanger | lieferung an | versandadresse | leistungsort |
            abweichender warenempfanger | lieferort | abweichende lieferadresse | abweichender |
            zahlungsempfanger | lieferempfanger | versand an | verbrauchsstelle | lieferstelle |
            leistungsempfanger adresse | objekt
        Payee: kontoinhaber | zahlungsempfanger | begunstigter | empfanger*.4 | zahlbar an | konto inhaber
        Contact: ansprechpartner | ihr ansprechpartner | kontakt | sachbearbeiter | bearbeiter | geschaftsfuhrer |
            gf | vorstand | inhaber*.4 | ihr kontakt | es bediente sie | bediener | verkaufer in | kassierer |
            aufsichtsrat | ihr berater | kundenbetreuer
        Phone: telefon | tel | fax | mobil | telefax | fon | hotline | tel nr | rufnummer | service hotline |
            handy | durchwahl
        Email: e mail | email | internet | web | im internet | homepage | mail | website
        Address: anschrift | adresse | strasse | ort | plz | plz ort | hausanschrift | postanschrift
        Country:  land
        ColumnPosition: pos | position | lfd nr | pos nr | nr*.5 | zeile
        ColumnDescription: beschreibung | bezeichnung | artikel | artikelbezeichnung | artikelbeschreibung |
            leistung | produkt | text | leistungsbeschreibung | material beschreibung | ware | warenbezeichnung |
            produktbezeichnung | tatigkeit | leistungen | positionsbezeichnung | artikeltext |
            position beschreibung | gegenstand | material | produktbeschreibung | bezeichnung der leistung |
            dienstleistung | art der leistung | artikel leistung | name | produkt leistung
        ColumnQuantity: menge | anzahl | stuck | stk | std | stunden | anz | menge einheit | liefermenge |
            zeit*.4 | tage*.6 | mge
        ColumnUnit: einheit | me | einh | eh | mengeneinheit | vpe
        ColumnUnitPrice: einzelpreis | preis | e preis | ep | nettopreis | stuckpreis | preis je einheit |
            einzel | vk preis | einzelpreis netto | preis eur | e preis eur | preis einheit | einheitspreis |
            stundensatz | satz*.4 | epreis | stk preis | einzelpreis eur | einzelpreis in eur | preis netto |
            einzel preis | grundpreis*.3 | preis pro einheit | netto einzelpreis | ep netto | ep eur | pro stuck |
            einzelpreis brutto*.6
        ColumnDiscount: rabatt | rabatt % | nachlass | nachlasse zuschlage | rab | rab %
        ColumnTaxRate: ust | mwst | ust % | mwst % | steuersatz | steuer | mwst satz | ust satz | umsatzsteuer |
            st*.4 | mw st | steuersatz % | mwst in %
        ColumnTaxAmount: mwst betrag | ust betrag | steuerbetrag
        ColumnAmount: betrag | gesamtpreis | gesamt | summe | positionsbetrag | zeilenbetrag | nettobetrag |
            preis | gp | entgelt | gesamtbetrag | netto | positionsbetrag ohne ust | gesamt netto | wert |
            gesamt eur | betrag eur | gesamtpreis netto | total | summe eur | netto gesamt | gpreis |
            gesamtpreis eur | positionssumme | betrag netto | summe netto | netto betrag | gp netto |
            gesamt in eur | betrag in eur | gesamtpreis in eur | zeilensumme | nettowert | preis gesamt |
            preis*.2 | gp eur | betrag chf | gesamt preis | netto summe | einzelsumme | warenwert | g preis
        ColumnGrossAmount: brutto | bruttobetrag | gesamt brutto | brutto gesamt | gesamtpreis brutto |
            summe brutto | betrag brutto
        ColumnCode: artikelnummer | artikelnr | art nr | artikel nr | best nr | produktnummer | sachnummer |
            art nr kunde | art nr lief | material nr | ean | materialnummer | referenzen | bestell nr*.5 |
            produktnr | artnr | produkt nr | teilenummer | artikel nummer
        ColumnDate: datum | leistungsdatum | lieferdatum | tag
        ReceiptNumber: bon nr | bonnummer | belegnummer | beleg nr | quittung nr | quittungsnummer | kassenbon |
            bon | trace nr*.4 | beleg | transaktionsnummer*.6 | rechnungsnummer | rechnungsnr | rechnung nr
        Time: uhrzeit | zeit
        Cash: bar | gegeben | barzahlung | bargeld | gegeben bar | bar bezahlt | bar gegeben
        Change: ruckgeld | wechselgeld | zuruck | ruckgeld bar
        Card: karte | ec karte | girocard | kreditkarte | kartenzahlung | ec cash | ec | lastschrift |
            uberweisung*.5 | rechnung bezahlt mit
        Tip:  trinkgeld
        ItemCount: anzahl artikel | artikelanzahl | posten | anzahl posten
        PartyName: name | firmenname | firma | name firma
        """;
}
