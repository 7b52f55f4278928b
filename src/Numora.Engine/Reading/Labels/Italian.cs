namespace Numora.Engine.Reading.Labels;

internal static class Italian
{
    public const string Text = """
        Title: fattura | nota di credito | nota credito | parcella | fattura proforma*.8 | ricevuta*.5 |
            fattura accompagnatoria | fattura immediata | fattura differita | scontrino*.4 | nota di debito |
            fattura elettronica | fattura di vendita | ricevuta fiscale
        InvoiceNumber: numero fattura | fattura no | fattura n | n fattura | fattura nr | numero della fattura |
            nr fattura | no fattura | num fattura | numero documento*.8 | n documento*.8 | documento n*.8 |
            fattura numero | nr documento*.8 | fattura num | nota di credito n | numero di fattura |
            num documento*.8 | documento nr*.8 | n doc*.7 | num doc*.7 | nr doc*.7 | no documento*.8 | numero*.3
        Number: n | numero | nr | no | num
        OrderNumber: numero ordine | ordine n | n ordine | vostro ordine | vs ordine | ordine no |
            ordine d acquisto | ordine di acquisto | nr ordine | ordine*.5 | ordine nr | rif ordine | no ordine |
            riferimento ordine | numero d ordine | ordine numero | vs rif*.3 | ordine cliente | cliente
        CustomerNumber: codice cliente | cod cliente | numero cliente | n cliente | cliente n | cliente no |
            id cliente | nr cliente
        OtherNumber: ddt | n ddt | ddt n | documento di trasporto | contratto | n contratto | preventivo |
            pagina | pag | riferimento | rif | commessa | cig | cup | codice destinatario | offerta | protocollo |
            rea | n rea | numero contratto | nr ddt | bolla | pod | numero di serie | lotto | matricola | abi |
            cab | cin
        PaymentReference: causale | riferimento pagamento | causale pagamento | causale bonifico |
            causale del versamento
        InvoiceDate: data fattura | data della fattura | data emissione | data di emissione | data documento |
            fattura del | emessa il | del*.4 | data doc | data fatturazione | data di fatturazione |
            data nota di credito
        Date:  data
        DueDate: data scadenza | scadenza | data di scadenza | scadenza pagamento | scadenze | da pagare entro |
            entro il | pagare entro | scadenza il | pagamento entro | scad | pagare entro il |
            da pagare entro il | scadenza fattura | termine di pagamento | data pagamento*.5 | con scadenza
        DeliveryDate: data consegna | data di consegna | data spedizione | data prestazione | data trasporto*.6 |
            data di spedizione | data effettuazione
        OtherDate: data ordine | periodo | periodo di riferimento | data ddt | data stampa | data contratto |
            data inizio | data fine | data di nascita | periodo di fatturazione | data dell ordine
        PaymentTerms: condizioni di pagamento | pagamento | modalita di pagamento | modalita pagamento |
            termini di pagamento | metodo di pagamento | tipo pagamento | condizioni pagamento
        VendorTaxId: partita iva | p iva | part iva | piva | p i v a | p iva c f | partita i v a |
            codice fiscale e partita iva | c f p iva | vat | p iva cod fisc | p i | fiscale ai fini iva |
            p iva e c f | c f e p iva | partita iva codice fiscale | codice fiscale | iva cee | p iva vat |
            id iva | cf p iva | p iva cf | c f piva | cod fisc e p iva | identificativo fiscale ai fini iva
        CustomerTaxId: partita iva cliente | p iva cliente | piva cliente | p iva del cliente
        TaxNumber: codice fiscale | cod fisc | c f | cf
        Register: registro imprese | reg imp | cciaa | capitale sociale | sede legale | cap soc | r e a
        Iban: iban | codice iban | coordinate iban
        Bic: bic | swift | bic swift | codice bic | codice swift
        BankAccount: conto corrente | c c | coordinate bancarie | conto | banca d appoggio | banca
        Currency: valuta | divisa | importi in
        Net: imponibile | totale imponibile | totale netto | subtotale | imponibile totale | totale iva esclusa |
            netto | totale imp | importo netto | totale senza iva | netto merce*.7 | totale merce*.6 |
            tot imponibile | imponibile netto | totale esclusa iva | sub totale | importo imponibile |
            totale parziale | base imponibile | totale no iva | totale netto imponibile | importo iva esclusa |
            totale imponibili
        LinesTotal: totale merce | totale righe | totale merci | totale servizi | importo merce
        Discount: sconto | sconti | abbuono | sconto incondizionato | ribasso | totale sconti
        Charge: spese di trasporto | trasporto | spese | spese di spedizione | spedizione | contributo | incasso |
            bollo | spese accessorie | imballo | cassa previdenza | contributo cassa | bancarie
        Tax: iva | totale iva | importo iva | imposta | totale imposta | iva totale | imposte | i v a |
            ammontare iva | di cui iva | tot iva | imposta iva | importo imposta | imposta totale | totale imposte
        Total: totale fattura | totale | totale documento | importo totale | totale generale |
            totale iva inclusa | totale fattura eur | totale ivato | totale eur | totale lordo | totale euro |
            importo totale documento | totale complessivo | tot fattura | tot documento | totale con iva |
            totale nota di credito | importo fattura | totale compresa iva | importo complessivo |
            totale iva compresa | importo*.3 | importo documento | totale a pagare*.7 | totale ricevuta |
            prezzo totale*.5
        AmountDue: netto a pagare | totale da pagare | da pagare | importo da pagare | totale a pagare |
            totale dovuto | importo dovuto | residuo | saldo | netto da pagare | importo da versare | a saldo |
            netto a pag | saldo dovuto | da saldare | importo a pagare
        Paid: acconto | pagato | gia pagato | anticipo | acconti | importo pagato | totale pagato | versato
        Rounding:  arrotondamento
        OtherAmount: ritenuta | ritenuta d acconto | riporto | a riportare | peso | peso netto | peso lordo |
            colli | quantita totale | saldo precedente | aliquota | capitale sociale euro
        Vendor: fornitore | cedente | venditore | mittente | cedente prestatore | emittente | prestatore | da*.2 |
            emessa da | ditta*.3
        Customer: cliente | spett le | spettabile | destinatario | intestatario | fatturare a | cessionario |
            cessionario committente | intestata a | acquirente | spett | committente | egr*.5 |
            indirizzo di fatturazione | dati cliente | intestazione | fatturato a | egregio*.5 | gent mo*.5 |
            dati di fatturazione | ragione sociale*.4 | nominativo*.3 | a*.2
        ShipTo: destinazione | indirizzo di consegna | luogo di consegna | spedire a | destinazione merce |
            luogo di destinazione | indirizzo di spedizione | destinazione diversa | spedito a | consegna*.5
        Payee: intestatario conto | beneficiario | intestato a | intestatario del conto
        Contact: contatto | referente | agente | riferimento*.3 | operatore | venditore*.2
        Phone: telefono | tel | fax | cell | cellulare | mobile
        Email: e mail | email | pec | web | sito | sito web
        Address: indirizzo | via | citta | cap | comune | provincia | prov
        Country: paese | nazione
        ColumnPosition: pos | riga | n
        ColumnDescription: descrizione | prodotto | servizio | descrizione articolo | articolo |
            descrizione dei beni | prestazione | descrizione prodotto | dettaglio | oggetto | prodotti |
            descrizione servizio | descrizione dei beni natura e qualita | natura e qualita dei beni |
            prestazioni | descrizione della prestazione
        ColumnQuantity: quantita | qta | q ta | qt | ore | q | qty | pezzi | num | qnt | n pezzi | giorni
        ColumnUnit: u m | um | unita | unita di misura
        ColumnUnitPrice: prezzo | prezzo unitario | pr unitario | prezzo unit | p unitario | prezzo netto |
            costo unitario | importo unitario | p u | prezzo un | p unit | prezzo u | costo | tariffa | unitario |
            prezzo unitario netto
        ColumnDiscount: sconto | sc | sc % | % sc | sconti | sconto %
        ColumnTaxRate: iva | aliquota | % iva | iva % | aliq | c iva | cod iva | aliquota iva | aliq iva
        ColumnTaxAmount: importo iva | imposta | iva eur
        ColumnAmount: importo | totale | prezzo totale | importo netto | totale netto | imponibile | netto |
            valore | importo totale | totale riga | importo eur | prezzo tot | totale eur | totale imponibile |
            subtotale
        ColumnGrossAmount: totale ivato | totale iva inclusa | importo ivato
        ColumnCode: codice | cod | codice articolo | cod articolo | articolo*.4 | cod art | rif | prodotto |
            cod prodotto
        ColumnDate:  data
        ReceiptNumber: scontrino n | documento n | n scontrino | doc n | documento commerciale n | ricevuta n
        Time: ora | ore*.3
        Cash: contanti | contante | pagamento contante
        Change:  resto
        Card: carta | carta di credito | bancomat | pagamento elettronico | elettronico
        Tip:  mancia
        ItemCount: numero articoli | n pezzi | pezzi*.4 | n articoli
        PartyName: nome | ragione sociale | denominazione | ditta | nominativo
        """;
}
