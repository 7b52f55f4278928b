namespace Numora.Engine.Reading.Labels;

internal static class French
{
    public const string Text = """
        Title: facture | avoir | note de credit | facture proforma*.8 | note d honoraires | facture d acompte |
            facture acquittee | recu*.5 | ticket*.4 | releve*.3 | facture definitive
        InvoiceNumber: facture no | facture numero | no de facture | no facture | n facture | ref facture |
            reference facture | numero facture | n de facture | facture n | reference de la facture | avoir no |
            numero d avoir | no d avoir | numero de piece | no piece | numero de document | document no |
            no de piece*.8 | reference de facture | piece no*.7 | numero de facture | numero de la facture
        Number: no | numero | n
        OrderNumber: numero de commande | no de commande | commande no | no commande | votre commande | commande |
            votre reference*.4 | reference client*.4 | ref client*.4 | votre | reference commande | commande*.6 |
            n commande | ref commande | reference de commande | numero commande | n de commande |
            numero de bon de commande | v ref*.3 | vos references*.3 | commande client | bon de commande |
            bon de commande no
        CustomerNumber: numero client | no client | code client | client no | numero de client | no de client |
            n client | identifiant client | reference du client | compte client | votre numero client |
            id client | numero d adherent
        OtherNumber: numero de dossier | no de dossier | bon de livraison | bl no | no de bl |
            bon de livraison no | no de contrat | numero de contrat | contrat no | devis no | devis |
            numero de devis | no devis | page | reference | notre reference | nos references | no de serie |
            numero de serie | cheque no | dossier | affaire | n ref | chantier | projet | numero de compte | rib |
            code banque | code guichet | cle rib | code ape | ape | naf | code naf | numero de point |
            reference client internet
        PaymentReference: reference de paiement | reference paiement | reference a rappeler | communication |
            reference de virement | libelle du virement | a rappeler lors du paiement | reference du paiement |
            reference a indiquer | communication structuree
        InvoiceDate: date de facture | date de la facture | date facture | date d emission | date de facturation |
            facture du | date d edition | date de l avoir | date du document | facture emise le | emis le |
            en date du | date emission | avoir du | date avoir | facture en date du | le*.3 | emise le | etabli le
        Date:  date
        DueDate: date d echeance | echeance | date echeance | a payer avant le | date limite de paiement |
            payable le | a regler avant le | date de paiement*.6 | a payer avant | payable avant le |
            reglement avant le | a regler le | date de reglement*.6 | payable au plus tard le | echeance le |
            limite de paiement | date d exigibilite | date de prelevement | a payer pour le | paiement avant le |
            paiement du | a payer le | echeance de paiement
        DeliveryDate: livraison | livre le | date livraison | realisation | date de la prestation |
            date d expedition | date de la vente | date d execution | date de vente | date de livraison |
            date de prestation
        OtherDate: date de commande | periode | periode de facturation | date d impression | date du devis |
            date commande | commande du | date de fin | date de debut | imprime le | date de naissance |
            periode du | date bl | date d entree | date de valeur | date de sortie | bl du | votre commande du
        PaymentTerms: conditions de paiement | conditions de reglement | mode de reglement | mode de paiement |
            modes de reglement | delai de paiement | reglement | moyen de paiement | paiement |
            modalites de reglement | modalites de paiement
        VendorTaxId: tva intracommunautaire | no tva | numero de tva | tva no | no de tva | n tva | tva intra |
            no tva intracommunautaire | numero tva | tva intracom | numero de tva intracommunautaire | id tva |
            no tva intra | identifiant tva | tva fr*.5 | n de tva | n tva intracommunautaire |
            no de tva intracommunautaire | numero tva intracommunautaire | numero tva intracommunautaire |
            no id tva | code tva*.3 | tva*.8 | intra | tva intra communautaire | num tva | id ce |
            numero d identification tva | btw tva | bce
        CustomerTaxId: numero tva du client | tva client | no tva client | votre numero de tva |
            tva intracommunautaire client | no tva du client | votre tva | n tva client | numero tva client |
            numero de tva client | votre no tva | tva du client
        TaxNumber: siret | siren | no siret | no siren | numero siret | numero siren | n siret | n siren
        Register: rcs | rsc | siege social | capital | sarl au capital de | sas au capital de | au capital de |
            registre du commerce
        Iban: iban | no iban | code iban
        Bic: bic | swift | bic swift | code bic | code swift
        BankAccount: compte | no de compte | coordonnees bancaires | compte no | compte bancaire
        Currency: devise | monnaie | montants en | devise de facturation | montants exprimes en
        Net: total ht | montant ht | sous total | total hors taxes | montant total ht | total net ht | net ht |
            sous total ht | total hors taxe | montant hors taxes | montant total net | total ht net | base ht*.5 |
            prix ht*.5 | total ht eur | montant hors taxe | ht*.6 | hors taxes | total general ht | total h t |
            montant h t | montant net ht | total htva | total hors tva | total facture ht | net h | montant htva |
            total net*.5
        LinesTotal: total brut ht | montant brut | total lignes | total des lignes
        Discount: remise | rabais | escompte | remise globale | ristourne | reduction | total remise
        Charge: port | frais de port | livraison | frais d expedition | transport | frais de livraison | frais |
            eco participation | frais de gestion | frais d envoi | port ht | frais de port ht |
            participation aux frais
        Tax: tva | montant tva | total tva | taxe | taxes | montant de la tva | taxe sur la valeur ajoutee |
            montant total tva | dont tva | total taxes | tva totale | total taxe | montant t v a | t v a |
            total t v a | montant taxe | total des taxes | tps | tvq | taxe valeur ajoutee
        Total: total ttc | montant ttc | total | montant total | total general | montant total ttc |
            toutes taxes comprises | montant total brut | total facture | montant de la facture | somme totale |
            total ttc eur | prix ttc*.7 | total tvac | montant facture | total tva comprise | ttc*.7 |
            total t t c | montant t t c | montant total de la facture | total facture ttc | montant*.3 |
            taxes comprises | tvac | montant tvac | total avoir | total toutes taxes comprises
        AmountDue: net a payer | a payer | reste a payer | montant a payer | solde | solde du | montant du |
            reste du | somme a payer | total a payer | montant net a payer | solde a payer | net a regler |
            montant a regler | total du | total a regler | a regler | montant restant du | montant preleve |
            reste a regler | net a payer ttc
        Paid: acompte | deja paye | montant paye | paye | acomptes | deja regle | regle | acompte verse |
            total paye | acompte recu | montant deja paye | acomptes verses
        Rounding:  arrondi
        OtherAmount: a reporter | report | solde precedent | poids total | quantite totale | base tva | base*.5 |
            montant en lettres | economie | prix unitaire | indemnite | penalite | ancien solde |
            dont eco participation | capital social
        Vendor: vendeur | fournisseur | emetteur | prestataire | vendu par | expediteur | de*.2 | emis par
        Customer: client | adresse de facturation | facture a | destinataire | acheteur | facturer a |
            facturation | nom du client | a l attention de*.6 | adresse a | adresse client |
            facturer a l adresse | doit*.4 | donneur d ordre | preneur | pour*.3 | vos coordonnees |
            adresse facturation
        ShipTo: adresse de livraison | livrer a | livre a | lieu de livraison | expedie a | adresse d expedition |
            lieu de consommation | livraison a | adresse livraison
        Payee: titulaire du compte | beneficiaire | titulaire | a l ordre de | ordre
        Contact: contact | interlocuteur | votre contact | suivi par | commercial | representant | gerant |
            vendeur*.3 | caissier | votre interlocuteur | votre conseiller
        Phone: tel | telephone | fax | mobile | telecopie | portable | tel fax
        Email: e mail | email | mail | courriel | site | site web | internet
        Address: adresse | rue | ville | code postal
        Country:  pays
        ColumnPosition: art | pos | ligne | no | rang
        ColumnDescription: designation | description | produit | article | libelle | prestation | intitule |
            designation des produits | objet | detail | nature | services | designation article | descriptif |
            produits | prestations | articles | libelle article | designation des prestations
        ColumnQuantity: quantite | qte | nombre | qt | nb | heures | qte livree | jours | quant
        ColumnUnit: unite | un | u*.5
        ColumnUnitPrice: prix unitaire | p u ht | pu ht | pu | prix unitaire ht | prix unit | tarif | prix u ht |
            p unitaire | pu h t | prix unit ht | prix ht | px unitaire | prix u | px unit | p u h t |
            taux horaire | pu eur | prix unitaire h t | prix unitaire net | prix | p u
        ColumnDiscount: remise | rem | rem % | remise %
        ColumnTaxRate: tva | taux | taux tva | tva % | taxe | tx tva | % tva | taux de tva | taxes
        ColumnTaxAmount: montant tva | total tva
        ColumnAmount: montant | montant ht | total ht | prix total | total | net ht | montant net ht |
            prix total ht | total net | mt ht | montant h t | total ligne ht | total h t | mnt ht | total eur |
            total net ht | valeur | sous total | somme | montant net | montant total
        ColumnGrossAmount: montant ttc | total ttc | prix ttc | total tvac
        ColumnCode: reference | ref | code | code article | reference article | ref article | code produit
        ColumnDate:  date
        ReceiptNumber: ticket no | no ticket | numero de ticket | ticket | facturette | no transaction
        Time: heure | heures*.3
        Cash: especes | espece | liquide | rendu espece*.2
        Change: rendu | monnaie rendue | a rendre | rendu monnaie
        Card: carte | cb | carte bancaire | carte bleue | carte de credit
        Tip:  pourboire
        ItemCount: nombre d articles | nb articles | articles*.4
        PartyName: nom | raison sociale | societe | nom ou raison sociale
        """;
}
