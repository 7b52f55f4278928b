namespace Numora.Engine.Reading.Labels;

internal static class Portuguese
{
    public const string Text = """
        Title: fatura | factura | fatura recibo | nota de credito | recibo*.5 | fatura simplificada proforma*.8 |
            nota fiscal | venda a dinheiro | nota de debito | factura recibo | eletronica
        InvoiceNumber: numero da fatura | fatura no | fatura n | no fatura | n fatura | factura no |
            numero da factura | n da fatura | fatura numero | documento no*.7 | fatura recibo no |
            fatura recibo n | nota fiscal no | numero do documento*.8 | no de fatura | no da factura | n factura |
            fatura num | numero da nota | nf e no | n documento*.7 | fatura nr | ft no*.8 | nf no | no da fatura |
            numero de fatura | no documento*.7 | nota de credito no
        Number: no | numero | n | nr | num
        OrderNumber: numero da encomenda | encomenda | encomenda no | no encomenda | nota de encomenda |
            v encomenda | ordem de compra | pedido*.6 | numero do pedido | numero de encomenda | no da encomenda |
            pedido no | vossa encomenda | n encomenda | v ref*.3 | requisicao*.7 | requisicao no*.7 |
            pedido de compra | vossa referencia*.4 | sua encomenda | sua referencia*.4
        CustomerNumber: numero de cliente | cliente no | no cliente | codigo de cliente | codigo cliente |
            n cliente | cod cliente | no de cliente | numero do cliente | codigo do cliente | n de cliente
        OtherNumber: guia de remessa | contrato | no contrato | orcamento | pagina | pag | referencia | nossa |
            projeto | atcud | serie | guia | numero de serie | no guia | numero do contrato | cpe |
            guia de transporte | chave de acesso | nib
        PaymentReference: referencia de pagamento | referencia multibanco | entidade e referencia | referencia |
            para pagamento | ref pagamento | ref multibanco
        InvoiceDate: data da fatura | data fatura | data da factura | data emissao | emitida | data do documento |
            data documento | data da emissao | faturacao | data doc | emitida em | emitido em | data de emissao |
            data de fatura
        Date:  data
        DueDate: data de vencimento | vencimento | data vencimento | data limite de pagamento | pagar ate |
            pagamento ate | vence em | limite de pagamento | data limite | prazo de pagamento*.7 | a pagar ate |
            data de pagamento*.5 | pagar ate ao dia | data do vencimento | valido ate*.3
        DeliveryDate: data de entrega | data da entrega | data entrega | data de prestacao | data da prestacao |
            data de expedicao | data de carga*.5 | data do servico | data da operacao
        OtherDate: data da encomenda | data encomenda | periodo | periodo de faturacao | data de impressao |
            data do pedido | data inicio | data fim | data de nascimento | periodo de referencia
        PaymentTerms: condicoes de pagamento | forma de pagamento | modo de pagamento | metodo de pagamento |
            cond pagamento | condicao de pagamento | meio de pagamento | termos de pagamento
        VendorTaxId: nif | contribuinte | contribuinte no | nipc | n contribuinte | no contribuinte |
            numero de contribuinte | cnpj | n de contribuinte | vat | no de contribuinte | nif nipc | contrib no |
            num contribuinte | nipc nif | nif vat | contribuinte n | contrib
        CustomerTaxId: nif cliente | nif do cliente | v contribuinte | v no contribuinte | contribuinte cliente |
            nif do adquirente | v nif | vosso contribuinte | seu nif | vosso nif | cpf | v contrib |
            contribuinte do cliente | v n contribuinte
        TaxNumber: inscricao estadual | ie
        Register: conservatoria | capital social | matriculada | sede | crc | registo comercial
        Iban: iban | codigo iban
        Bic: bic | swift | bic swift | codigo swift
        BankAccount: conta | conta bancaria | conta no | dados bancarios
        Currency: moeda | valores em | divisa
        Net: subtotal | total liquido | valor liquido | incidencia | base tributavel | total iliquido*.7 |
            mercadoria servicos*.6 | base de incidencia | sub total | base imponivel | valor sem |
            total tributavel | total s iva | subtotal sem iva | total sem impostos | total base | liquido |
            montante liquido | total liq | valor tributavel | total sem iva
        LinesTotal: total iliquido | total mercadoria | total produtos | total bruto | valor dos produtos |
            total dos produtos
        Discount: desconto | descontos | desconto comercial | desconto financeiro | total descontos |
            descontos comerciais
        Charge: portes | transporte | envio | portes de envio | despesas de envio | frete | custos de envio |
            ecovalor
        Tax: iva | total iva | valor iva | imposto | total de iva | impostos | valor do iva | total impostos |
            total do iva | montante iva | total imposto | valor de iva | i v a | total de impostos | icms*.6 |
            iss*.6
        Total: total | total da fatura | total geral | valor total | total a pagar*.9 | total com iva |
            total documento | total fatura | total eur | montante total | total da factura | total do documento |
            total c iva | total iva incluido | total euros | importancia total | total factura | valor da fatura |
            valor total da nota | valor da nota | total com impostos | total nota de credito | montante*.3 |
            valor*.3
        AmountDue: valor a pagar | total a pagar | em divida | saldo | montante a pagar | valor em divida |
            liquido a pagar | saldo em divida | montante em divida | total em divida | por pagar | debitar |
            montante devido | a pagar
        Paid: pago | ja pago | adiantamento | valor pago | sinal | pagamentos | montante pago | total pago |
            recebido
        Rounding:  arredondamento
        OtherAmount: a transportar | transporte anterior | retencao | retencao na fonte | saldo anterior |
            peso total | quantidade total | poupanca | taxa de iva | taxa iva | irs | peso bruto | volumes |
            valor por extenso
        Vendor: vendedor | fornecedor | emitente | prestador | de*.2 | prestador de servicos | empresa*.3
        Customer: cliente | exmo s sr s | exmos senhores | exmo sr | faturar a | adquirente | destinatario |
            comprador | dados do cliente | morada de faturacao | exmo s senhor es | exmos srs | faturado a |
            para*.3 | dados de faturacao | exmo senhor | exmo a senhor a | nome do cliente | ex mo s sr s |
            exma s sr s | endereco de faturacao | tomador do servico | tomador
        ShipTo: morada de entrega | local de entrega | entregar a | morada entrega | endereco de entrega |
            local de descarga | local descarga | enviar para | morada de envio
        Payee: titular da conta | beneficiario | titular
        Contact: contacto | contato | pessoa de contacto | comercial | operador | atendido por | vendedor*.3
        Phone: telefone | tel | fax | telemovel | tlm | telef | tlf
        Email: e mail | email | web | site | correio eletronico
        Address: morada | endereco | rua | localidade | codigo postal | cep | cidade
        Country:  pais
        ColumnPosition: pos | linha | item
        ColumnDescription: descricao | designacao | produto | artigo | servico | descricao do produto |
            descritivo | servicos | artigo descricao | produtos | discriminacao
        ColumnQuantity: quantidade | qtd | quant | qtde | horas | qt | unidades | qty | qnt | dias
        ColumnUnit: unidade | un | uni | unid
        ColumnUnitPrice: preco | preco unitario | preco unit | p unitario | p unit | valor unitario |
            pr unitario | p u | preco un | pr unit | preco uni | tarifa | preco s iva | preco unitario sem iva
        ColumnDiscount: desc | desconto | dto | desc % | descontos
        ColumnTaxRate: iva | taxa | taxa iva | iva % | % iva | taxa de iva | tx iva | imposto
        ColumnTaxAmount: valor iva | total iva
        ColumnAmount: total | valor | montante | total liquido | preco total | subtotal | total s iva |
            valor liquido | total eur | total sem iva | liquido | total liq | total iliquido | importancia
        ColumnGrossAmount: total com iva | total c iva | valor com iva
        ColumnCode: codigo | referencia | ref | artigo*.4 | cod | codigo do artigo | cod artigo | artigo
        ColumnDate:  data
        ReceiptNumber: recibo no | documento no | talao | fatura simplificada | recibo n | talao no
        Time:  hora
        Cash: numerario | dinheiro | entregue
        Change:  troco
        Card: cartao | multibanco | cartao de credito | mb way | cartao de debito | cartao multibanco
        Tip:  gorjeta
        ItemCount: total artigos | no artigos | artigos*.4 | qtd total
        PartyName: nome | razao social | empresa | designacao social
        """;
}
