namespace Numora.Engine.Reading.Labels;

internal static class English
{
    public const string Text = """
        Title: invoice | tax invoice | commercial invoice | proforma invoice*.8 | credit note | credit memo |
            debit note | bill*.5 | statement*.4 | receipt*.6 | sales invoice | vat invoice
        InvoiceNumber: invoice number | invoice no | invoice nr | invoice num | inv no | inv number | inv nr |
            invoice id | invoice # | inv # | tax invoice no | tax invoice number | bill number | bill no |
            document number*.8 | document no*.8 | doc no*.7 | credit note number | credit note no |
            credit memo no | credit memo number | invoice reference*.8 | invoice ref*.8 | statement number*.6 |
            sales | number of invoice | reference number*.4 | invoice code*.7
        Number: no | number | nr | num*.6
        OrderNumber: purchase order | purchase order number | purchase order no | po number | po no | p o number |
            p o no | po | p o*.7 | your order | your order no | your order number | customer order |
            customer order no | customer order number | customer po | customer po number | cust po |
            buyer order no | buyers order no | order reference*.7 | your reference*.4 | your ref*.4 |
            customer reference*.4 | reference po | po reference | purchase order ref | order number*.6 |
            order no*.6 | order #*.6 | order id*.4
        CustomerNumber: customer number | customer no | customer id | customer code | customer # |
            account number | account no | account id | account # | client number | client no | client id |
            cust no | cust id | member id | customer account
        OtherNumber: sales order | sales order no | sales order number | delivery note | delivery note number |
            delivery note no | delivery number | contract number | contract no | quote number | quotation no |
            project number | project no | job no | job number | tracking number | shipment number |
            serial number | serial no | batch | ticket number | despatch notice | despatch advice | packing slip |
            awb | case number | registration number*.7 | licence no | license no | page | page no | reference |
            our reference | our ref | ref | cost center | route code | buyer product id | gtin |
            global trade item number | sku*.7 | hsn | fsn | wid | routing number | sort code | meter number |
            policy | file number | department | agreement number
        PaymentReference: payment reference | payment ref | reference for payment | remittance reference |
            payment communication | reference to quote | structured communication | please quote*.8 |
            please use the reference | payment reference number | kid | creditor reference |
            use the following communication for your payment | following communication for your payment
        InvoiceDate: invoice date | date of invoice | date of issue | issue date | issued on | issued at |
            issued | invoice dated | dated*.7 | bill date | billing date | document date | point date*.7 |
            inv date | date issued | invoice issued | credit note date | credit memo date | statement date*.7 |
            date and time of issue | invoice issue date | posting date*.5 | tax point*.7 | tax point date*.7
        Date:  date
        DueDate: due date | invoice due date | payment due | payment due date | due on | due by | pay by |
            payable by | please pay by | date due | due | payable on or before | to be paid by | payment date*.6 |
            please remit until | please pay until | pay before | due payment date | payment due by |
            please remit by | maturity date | payment deadline | last date of payment | balance due on |
            amount due by
        DeliveryDate: delivery date | date of delivery | delv date | delivered on | date of supply | supply date |
            shipped on | ship date | shipping date | date shipped | delivery on | service date | despatch date |
            dispatch date | performance date | date of performance | tax point date*.3 | date of service
        OtherDate: date of order | purchase date | print date | printed | printed on | billing period |
            service period | from date | to date | start date | end date | expiry date | expiration date |
            exp date | reading date | collection date | coll date | valid until | booking date | check in |
            check out | arrival | departure | date of birth | quote date | po date | statement period |
            subscription period | last payment date | prev date | contract date | order date
        PaymentTerms: payment terms | terms of payment | terms | payment conditions | terms and conditions*.3
        VendorTaxId: vat id | vat no | vat number | vat reg no | vat registration number | vat registration no |
            vat identification number | vat reg | vat id no | vat tin | tin | tin no | gstin | gst | gst number |
            our vat number | tax id*.9 | tax identification number | tax reg no | tax registration number | vat |
            abn | ein | federal tax id | tax no*.8 | tax number*.8 | fein | federal id | hst no | gst hst no |
            trn | sst no | seller vat id | supplier vat number | service tax*.4 | company tax id | vendor tax id |
            sales tax id | gst reg no | gst registration no | gst reg | gst id no | gst reg number | gst reg # |
            gst no | gst id
        CustomerTaxId: customer vat id | customer vat | customer vat no | customer vat number | your vat no |
            your vat number | your vat id | buyer vat id | client vat | vat id customer | customer tax id |
            customer gstin | buyer tax id | vat no customer | client vat number | buyer gstin | recipient vat
        TaxNumber: pan no | pan | cin
        Register: company registration | registered number | registered no | company number | company no |
            company reg no | crn | registered in england | registration no | reg no | roc no |
            business registration | registered office | company registration number
        Iban: iban | iban no | iban number | iban code
        Bic: bic | swift | swift code | swift bic | bic swift | bic code
        BankAccount: bank account | bank name | branch name | account name | name of bank | bank address |
            bank branch | account holder | account | acct | a c no | account no*.6 | account number*.6 | number
        Currency: currency | invoice currency | all amounts in | amounts in | billing currency | currency code |
            payment currency
        Net: subtotal | sub total | net total | total net | net | total excl vat | total excluding vat |
            total excl tax | total excluding tax | total before tax | taxable amount | taxable value |
            total without taxes | amount excl vat | amount before tax | untaxed amount | total without vat |
            net value | subtotal excl vat | subtotal excluding | net invoice amount | subtotal ex gst |
            net total excl vat | net sum | amount excl tax | total exclusive of tax | subtotal less discount*1 |
            vat exclusive total | subtotal after discount | total ex vat | total excluding gst |
            total sales excluding gst | total excl gst | sub total ex | subtotal ex | gst excl |
            total sales exc gst | total ex gst | subtotal excluding tax | total before gst | net total amount |
            net amount | total net amount | net total excluding tax
        LinesTotal: line total amount | total lines | sum of lines | goods total | items total | items subtotal |
            total price*.5 | merchandise total | item total | product total | total goods | total of items
        Discount: discount | total discount | rebate | allowance | less discount | deductions | promotion |
            coupon | early payment discount | trade discount | loyalty program discount
        Charge: shipping | shipping handling | shipping and handling | freight | delivery charge | postage |
            handling | handling fee | surcharge | delivery | carriage | extra charge | shipping cost |
            shipping costs | packing | service charge | shipping fee | delivery fee | delivery costs | p p |
            postage and packing | insurance
        Tax: tax | vat | sales tax | gst | hst | pst | qst | total tax | total vat | vat total | tax total |
            vat amount | tax amount | plus vat | tax due | total sales tax | value added tax | gst amount |
            vat total amount | total tax amount | igst | cgst*.7 | sgst*.7 | tax payable | estimated tax |
            sales tax amount | sst | add vat | total taxes | taxes*.8 | total value added tax | output tax |
            state tax*.7 | gst amt | gst payable | total gst | tax rm | gst total | gst rm | service tax |
            service charge tax | hst amount | sales tax total | govt tax | gst included in total |
            vat included in total | tax included in total | included in total*.8 | vat included | gst included |
            including vat*.4
        Total: total | grand total | invoice total | total amount | total including vat | total inc vat |
            total incl tax | total including tax | gross total | gross amount | invoice amount | amount total |
            total price*.5 | gross total amount | total invoice amount | total payable*.9 | total value |
            total inc gst | total incl gst | total including gst | order total*.8 | total charges | final total |
            net payable*.7 | total usd | total eur | total gbp | total aud | total cad | total charge*.8 |
            overall total | total invoice | total inclusive of tax | total with tax | total tax included |
            total with vat | charges*.5 | total sales*.6 | amount incl vat | amount including vat |
            total cost*.7 | invoice value | full amount | new charges*.6 | inclusive total |
            total current charges*.7 | total invoice value | total order*.6 | total incl vat |
            vat inclusive total | gross*.8 | total sales incl gst | total inclusive gst | total inclusive of gst |
            total sales inclusive of gst | total sales inclusive gst | total gst incl | total amt payable*.9 |
            total amt incl gst | total amount incl gst | total included gst | total incl of gst | total myr |
            total rm | net total*.7 | total gross | nett total | nett*.7 | total amount payable |
            total amount rm | grand total rm | amount rm*.3 | total payment | total bill | amt*.3 | total amt |
            total collected | total amount collected | balance due*.3 | amount incl gst | amount inclusive of gst
        AmountDue: amount due | balance due | amount payable | open amount | due | payable amount | to pay |
            amount outstanding | outstanding balance*.8 | balance*.8 | please pay | total amount due |
            total balance due | balance to pay | payment due | net due | outstanding amount | now due |
            total outstanding | pay this amount | you pay | total to pay | amount owing | balance payable |
            remaining balance | please pay this amount | amount due now | invoice balance | due amount |
            total due | total amount payable | total after rounding | rounded total | total rounded |
            net total rounded | rounded total rm | net total rounded myr | total rounding*.6 | amount to pay |
            payable | total amount after rounding | total after adj | total payable | nett amount payable |
            net amount due
        Paid: paid | already paid | amount paid | prepaid | prepaid amount | deposit | payments |
            payment received | less paid | advance payment | less deposit | total paid | paid amount | credits |
            payments credits | payment made | down payment | deposit received | paid to date | deposit paid |
            payments received
        Rounding: rounding | rounding amount | round off | rounding adjustments | rounding adj |
            rounding adjustment | round adj | rounding adj rm | bill rounding | roundg adj
        OtherAmount: previous balance | previous unpaid balance | balance brought forward | carried forward |
            brought forward | amount carried forward | savings | you saved | you save | total saved |
            total weight | total qty | total quantity | total items | total pcs | total pieces | total units |
            amount in words | exchange rate | vat rate | tax rate | discount rate | opening balance |
            last payment | minimum payment | total hours | total savings | subtotal carried forward | tax base |
            vat breakdown | credit limit | late fee | insured value | total before discount | gst summary |
            tax code | total qty tender | total promotional saving | total points | amount excl | points |
            member points | total discount | total includes gst
        Vendor: from | seller | vendor | supplier | sold by | bill from | billed by | issued by | invoice from |
            supplier name | vendor name | seller name | service provider | invoiced by | merchant | supplied by |
            remittance from*.2 | exporter | beneficiary*.6
        Customer: bill to | billed to | invoice to | invoice for | sold to | customer | buyer | client |
            billing address | bill to address | invoiced to | charge to | billing to | purchaser |
            invoice address | customer name | attn*.5 | attention*.5 | recipient | billing information |
            customer details | bill to party | client name | client details | billing details | to*.7 | messrs |
            invoice recipient | billed customer | debtor | consumer name | account name*.5 | prepared for |
            for*.3 | importer | buyer name | tenant
        ShipTo: ship to | shipping address | consignee | service address | shipped to | delivered to |
            ship to address | delivery to | send to | delivery location | shipping information | site address |
            service location | goods recipient | place of delivery | delivery address | deliver to
        Payee: payable to | account holder | account name | beneficiary | beneficiary name |
            make checks payable to | make all checks payable to | cheques payable to | remittance address |
            bank account name | please remit to | account owner | for the credit of |
            please make checks payable to | remit to | pay to | payment to | name on account |
            make cheques payable to
        Contact: contact | contact person | your contact | salesperson | sales rep | account manager |
            requisitioner | prepared by | sales person | representative | cashier | served by | server | clerk |
            your advisor | managing director | director
        Phone: phone | tel | telephone | mobile | fax | phone no | tel no | facsimile | cell | telefax | number |
            customer service | helpline | hotline | toll free
        Email: email | e mail | mail | web | website | internet | www | url | homepage
        Address: address | street | city | postal code | zip | zip code | warehouse address | street address |
            company address | head office | post code
        Country: country | country of origin
        ColumnPosition: pos | item*.5 | no*.5 | line | # | sl no | s no | sr no | sno | position | line no |
            item no*.5 | ln
        ColumnDescription: description | item description | product | product description | service | services |
            details | particulars | item | description of goods | item name | article | item desc | title |
            goods | product name | description of services | activity | material | work description | task |
            products | product title | items | product service | description of goods and services | rendered |
            item details | charge description | name of product | name of product service | description of service
        ColumnQuantity: quantity | qty | qnty | units*.6 | hours | hrs | no of units | pcs | amount*.3 | days*.6 |
            qty ordered*.6 | qty shipped | quantity shipped | pieces | hours qty | qty hrs | ordered*.4 |
            shipped*.5 | qty hours | billed qty | hrs qty | qty delivered
        ColumnUnit: unit | um | uom | unit of measure | u m | measure | per
        ColumnUnitPrice: unit price | price | rate | unit cost | price per unit | unit rate | net price |
            price each | each | unit price net | cost | unit net price | list price*.6 | item price |
            unit amount | unit value | price unit | hourly rate | rate hr | price excl vat | unit price excl vat |
            cost per unit
        ColumnDiscount: discount | disc | disc % | discount % | allowances charges | rebate
        ColumnTaxRate: tax | vat | tax % | vat % | vat rate | tax rate | gst | taxes | gst % | vat code | code |
            sales tax | gst rate | vat pct
        ColumnTaxAmount: tax amount | vat amount | tax amt | gst amount | tax value | vat value
        ColumnAmount: amount | total | line total | net amount | total price | ext price | extended price |
            extension | net | line amount | total amount | price total | subtotal | sub total | total net |
            net total | value | net value | total excl vat | amount excl vat | item total | total cost | sum |
            extended amount | ext amount | total ex vat | ext | extended | line net amount | net price*.3 |
            taxable value | total value | amount usd | amount eur | amount gbp | line value | total usd |
            charges*.5 | total eur | total gbp | total net amount | ext cost
        ColumnGrossAmount: gross amount | total incl vat | amount incl vat | total gross | gross | total inc vat |
            gross worth | gross value | gross total | total incl tax | total including vat | total price |
            incl vat
        ColumnCode: item code | sku | code | product code | item no | item number | part number | part no |
            article number | article no | product no | art no | model | item # | catalog no | product id |
            product number | ref | hsn | hsn code | hsn sac | part # | product # | mpn | model no | upc | ean |
            service code | stock code | material no | item id | article code
        ColumnDate: date | service date | delivery date | date of service
        ReceiptNumber: receipt no | receipt number | receipt # | receipt | bill no | transaction no |
            transaction id | transaction number | trans no | trans # | trx no | check no*.7 | check # | chk no |
            chk | slip no | cash bill no | doc no | document no | ticket no | ticket # | order #*.6 |
            order number*.6 | order id*.6 | inv no | invoice no | invoice number | invoice # | bill # | rcpt |
            rcpt no | reference no*.5 | ref no*.5 | sales no | tax invoice no | cs no | order no*.6
        Time:  time
        Cash: cash | cash tendered | tendered | cash paid | amount tendered | paid cash | received | tender |
            cash rm | tendered cash | paid amount | amount paid | cash amt | total tendered | payment |
            accepted total | customers payment
        Change: change | change due | balance change | cash change | change given | your change | change rm |
            balance*.4 | change amount
        Card: card | visa | mastercard | master card | amex | american express | debit card | credit card |
            debit | credit | maestro | card payment | visa card | paypal | apple pay | google pay | eftpos |
            contactless | bank card | card ending
        Tip: tip | gratuity | tips | added tip | tip amount | suggested tip*.2
        ItemCount: total qty | total quantity | no of items | item count | items | total items | qty total |
            items sold | total item | item qty | no of item | number of items
        PartyName: name | company name | company | legal name | trading name*.3 | full name
        """;
}
