namespace Numora.Engine.Reading.Labels;

internal static class Dutch
{
    public const string Text = """
        Title: factuur | creditnota | creditfactuur | proforma factuur*.8 | proformafactuur*.8 | nota*.7 |
            kassabon*.4 | verkoopfactuur | rekening*.5 | bon*.4 | betaaloverzicht*.8 | verzamelfactuur |
            voorschotfactuur
        InvoiceNumber: factuurnummer | factuurnr | factuur nr | factuur no | fact nr | factuur nummer |
            creditnota nr | creditnota nummer | nota nummer | notanummer | creditnotanummer |
            creditfactuurnummer | documentnummer*.7 | factuurno | factuur id | factnr | factuurreferentie*.7 |
            betaaloverzichtnummer*.8 | nummer factuur | creditnummer | rekeningoverzichtnummer*.6 | nota nr
        Number: nr | nummer | no
        OrderNumber: inkoopnummer | inkooporder | inkoopordernummer | uw ordernummer | uw bestelnummer |
            uw order | bestelnummer*.7 | ordernummer*.6 | po nummer | uw referentie*.4 | uw ref*.4 | bestelbon |
            bestelbonnummer | ordernr*.6 | uw bestelling | order nr*.6 | opdrachtnummer*.4 | uw inkoopnummer |
            klantreferentie*.4 | bestelling*.5 | inkoopordernr | order nummer*.6 | bestel nummer*.7 |
            bestel nr*.7 | uw kenmerk*.4
        CustomerNumber: klantnummer | klantnr | klant nr | debiteurnummer | debiteurennummer | debiteur |
            relatienummer | uw klantnummer | debiteurnr | klantcode | klant nummer | relatienr | klant no |
            klantid | lidnummer | deb nr | debiteur nr
        OtherNumber: pakbon | pakbonnummer | leverbon | offertenummer | contractnummer | projectnummer | project |
            pagina | blad | ons kenmerk | kenmerk | serienummer | referentie | dossiernummer | onze |
            referentienummer*.4 | offerte | polisnummer | leverbonnummer | ean code | meternummer |
            vestigingsnummer | werkbon | incassant id | machtigingskenmerk
        PaymentReference: betalingskenmerk | onder vermelding van | betalingsreferentie | betaalreferentie |
            mededeling | gestructureerde mededeling | o v v | ovv | betaalkenmerk
        InvoiceDate: factuurdatum | datum factuur | notadatum | factuur datum | datum van factuur |
            creditnotadatum | documentdatum | uitgiftedatum | betaaloverzichtdatum*.8 | creditdatum | fact datum |
            datum nota | factuurdat | factuur van | creditnota datum
        Date:  datum
        DueDate: vervaldatum | vervaldag | betalen voor | te betalen voor | uiterste betaaldatum |
            betaaldatum*.6 | uiterlijk te betalen | betaal voor | te voldoen voor | betalen uiterlijk |
            uiterlijk betalen | uiterste betaaldag | verval datum | betalen voor uiterlijk | verloopdatum |
            vervalt op | uiterlijk voldoen op | incassodatum | te betalen uiterlijk | te betalen uiterlijk op |
            uiterlijk betalen op
        DeliveryDate: leverdatum | leveringsdatum | datum levering | geleverd op | datum van levering |
            verzenddatum | prestatiedatum | levering
        OtherDate: besteldatum | orderdatum | aankoopdatum | periode | afdrukdatum | factuurperiode |
            bestel datum | order datum | leveringsperiode | geldig tot | ingangsdatum | einddatum | geboortedatum
        PaymentTerms: betalingsvoorwaarden | betalingsconditie | betaalwijze | betaaltermijn | betalingstermijn |
            betaalmethode | betalingswijze | betalingscondities | betaalconditie
        VendorTaxId: btw nr | btw nummer | btwnummer | btw id | btw | btw identificatienummer | btw nr nl |
            btw no | btwnr | ob nummer | btw be | btw registratienummer | btw id nr | vat nummer |
            ondernemingsnummer*.7 | btw code*.3 | btw id nummer
        CustomerTaxId: btw nummer klant | uw btw nummer | btw nr klant | uw btw nr | btw klant | uw btw |
            uw btw id | btw nummer afnemer
        TaxNumber:  kvk nr
        Register: kvk | kvk nummer | handelsregister | k v k | kvk utrecht | kvk nr | kamer van koophandel | rpr
        Iban: iban | iban nr | iban nummer | ibannummer | rekeningnummer iban
        Bic: bic | swift | bic code | swift bic
        BankAccount: rekeningnummer | bankrekening | rekening nr | bankrekeningnummer | rek nr | bank
        Currency: valuta | munt | bedragen in
        Net: subtotaal | netto | exclusief btw | excl btw | totaal excl btw | totaal exclusief btw | nettobedrag |
            subtotaal ex btw | bedrag excl btw | totaal ex btw | netto bedrag | maatstaf van heffing |
            bedrag exclusief btw | totaal netto | subtotaal exclusief btw | ex btw | excl |
            totaalbedrag excl btw | totaal zonder btw | netto totaal | totaal goederen*.6 | maatstaf |
            totaalbedrag exclusief btw | bedrag ex btw | bedrag excl | totaal excl
        LinesTotal: totaal regels | goederenbedrag | regeltotaal
        Discount: korting | rabat | kredietbeperking | kortingen | totale korting | betalingskorting
        Charge: verzendkosten | verzending | vracht | transport | porto | toeslag | administratiekosten |
            bezorgkosten | vrachtkosten | transportkosten | orderkosten | verpakking | leveringskosten |
            statiegeld
        Tax: btw | btw bedrag | totaal btw | omzetbelasting | bedrag btw | btw totaal | b t w | btw hoog | laag |
            btw bedragen | totale btw | belasting
        Total: totaal | totaalbedrag | bedrag incl btw | totaal incl btw | totaal inclusief btw | factuurbedrag |
            eindtotaal | factuurtotaal | totaal bedrag | totaal eur | incl | btw*.7 | totaal factuur |
            totaalbedrag incl btw | bruto | bedrag inclusief btw | totaal generaal | bedrag*.3 | algemeen totaal |
            totaal factuurbedrag | notabedrag | totaal incl | bruto bedrag | eindbedrag | totaal te betalen*.8 |
            creditbedrag | inclusief btw*.8 | totaalbedrag inclusief btw
        AmountDue: te betalen | openstaand bedrag | nog te betalen | te voldoen | totaal te betalen | openstaand |
            te betalen bedrag | saldo | door u te betalen | restbedrag | bedrag te betalen | totaal te voldoen |
            nog te voldoen | wordt geincasseerd | te betalen eur | openstaand saldo
        Paid: betaald | reeds betaald | aanbetaling | voldaan | voorschot | reeds voldaan | ontvangen |
            al betaald | vooruitbetaald
        Rounding: afronding | afgerond
        OtherAmount: transport naar volgende pagina | vorig saldo | totaal gewicht | aantal stuks | gewicht |
            u bespaart | totaal aantal | btw percentage | grondslag | over
        Vendor: verkoper | leverancier | afzender | van*.2 | opdrachtnemer | verkocht door
        Customer: klant | factuuradres | factureren aan | gefactureerd aan | t a v*.5 | afnemer | koper |
            factuur aan | opdrachtgever | aan*.4 | klantgegevens | ter attentie van*.5 | facturatieadres |
            tav*.5 | debiteur gegevens | klantnaam
        ShipTo: afleveradres | leveradres | bezorgadres | leveringsadres | verzendadres | geleverd aan |
            verzenden naar | aflever adres
        Payee: ten name van | t n v | tnv | begunstigde | rekeninghouder | op naam van
        Contact: contactpersoon | contact | behandeld door | vertegenwoordiger | verkoper*.3 | uw contactpersoon |
            uw accountmanager
        Phone: telefoon | tel | fax | mobiel | gsm | telefoonnummer | telnr
        Email: e mail | email | website | web | internet | mail
        Address: adres | straat | plaats | postcode | woonplaats
        Country:  land
        ColumnPosition: pos | regel | nr*.5
        ColumnDescription: omschrijving | artikel | beschrijving | product | artikelomschrijving | dienst |
            werkzaamheden | artikelnaam | productomschrijving | naam | producten | specificatie | diensten
        ColumnQuantity: aantal | hoeveelheid | uren | stuks | aant | dagen
        ColumnUnit: eenheid | eenh
        ColumnUnitPrice: prijs | prijs per stuk | stukprijs | eenheidsprijs | tarief | prijs per eenheid |
            prijs excl btw | stuksprijs | prijs p st | prijs stuk | prijs ex btw | per stuk | e prijs |
            uurtarief | prijs eenheid | stuk prijs | netto prijs | bedrag per eenheid
        ColumnDiscount: korting | krt | korting %
        ColumnTaxRate: btw | btw % | btw tarief | % btw | btw percentage | btw vat | btw code
        ColumnTaxAmount: btw bedrag | btw amount | bedrag btw
        ColumnAmount: bedrag | totaal | netto | regeltotaal | totaalprijs | totaal excl btw | bedrag excl btw |
            subtotaal | totaal bedrag | totaalbedrag | netto bedrag | totaal ex btw | bedrag ex btw |
            totaal excl | nettobedrag | bedrag eur
        ColumnGrossAmount: prijs incl btw | totaal incl btw | bedrag incl btw | incl btw | totaal incl
        ColumnCode: artikelnummer | artikelnr | art nr | code | productcode | artikelcode | artnr |
            productnummer | referentie*.4 | bestelnr*.4 | art code
        ColumnDate:  datum
        ReceiptNumber: bonnummer | bon nr | kassabon nr | transactie | bon | transactienr | transactienummer |
            bonnr
        Time:  tijd
        Cash: contant | contant ontvangen | ontvangen contant
        Change: wisselgeld | terug | retour
        Card: pin | pinpas | kaart | betaalkaart | creditcard | ideal | bankpas | pinbetaling | betaald met
        Tip:  fooi
        ItemCount: aantal artikelen | artikelen*.4
        PartyName: naam | bedrijfsnaam | bedrijf
        """;
}
