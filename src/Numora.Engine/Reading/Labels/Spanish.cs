namespace Numora.Engine.Reading.Labels;

internal static class Spanish
{
    public const string Text = """
        Title: factura | factura simplificada | factura rectificativa | abono | nota de credito | proforma*.8 |
            recibo*.5 | ticket*.4 | factura electronica | nota de abono
        InvoiceNumber: numero de factura | factura no | no factura | no de factura | num factura |
            factura numero | numero factura | n factura | n de factura | num de factura | factura n |
            factura num | serie y numero | documento no*.7 | no documento*.7 | numero de documento*.7 |
            nota de credito no | num fra | fra no | no fra | factura simplificada no | factura serie numero |
            numero de la factura | folio*.7
        Number: no | numero | num | n
        OrderNumber: numero de pedido | no pedido | no de pedido | pedido no | su pedido | orden de compra |
            pedido*.6 | numero pedido | pedido de compra | n pedido | num pedido | su referencia*.4 |
            n de pedido | no orden de compra | su pedido no | referencia cliente*.3 | pedido cliente |
            orden de compra no | referencia de pedido
        CustomerNumber: numero de cliente | no cliente | codigo de cliente | cod cliente | codigo cliente |
            cliente no | no de cliente | num cliente | id cliente | n cliente | n de cliente
        OtherNumber: albaran | no albaran | numero de albaran | albaran no | contrato | no contrato |
            numero de contrato | presupuesto | no presupuesto | pagina | pag | referencia | nuestra referencia |
            proyecto | serie | ref | no de serie | numero de serie | poliza | expediente | n albaran |
            contrato no | cups | referencia catastral | numero de cuenta | autorizacion
        PaymentReference: referencia de pago | referencia del pago | concepto de pago |
            referencia de transferencia | indicar como concepto | referencia para el pago
        InvoiceDate: fecha de factura | fecha factura | fecha de emision | fecha emision | fecha de la factura |
            fecha de expedicion | fecha expedicion | emitida el | fecha de facturacion | fecha del documento |
            fecha documento | fecha fra
        Date:  fecha
        DueDate: fecha de vencimiento | vencimiento | fecha vencimiento | vence | fecha limite de pago |
            vencimientos | fecha de pago*.6 | vto | fecha vto | vence el | pagadero el | fecha de cargo |
            fecha limite | fecha maxima de pago | pagar antes del | a pagar antes del
        DeliveryDate: fecha de entrega | fecha entrega | fecha de operacion | fecha operacion |
            fecha de servicio | fecha de prestacion | fecha de envio
        OtherDate: fecha de pedido | fecha pedido | periodo | periodo de facturacion | fecha albaran |
            fecha de albaran | fecha de impresion | fecha de inicio | fecha de fin | fecha de nacimiento |
            contrato | periodo facturado | fecha de alta
        PaymentTerms: condiciones de pago | forma de pago | metodo de pago | plazo de pago | terminos de pago |
            medio de pago | terminos y condiciones | modo de pago
        VendorTaxId: nif | cif | nif cif | cif nif | n i f | c i f | nif iva | nif intracomunitario | vat |
            numero de iva | nro iva | numero de identificacion fiscal | no iva | rfc | rut | ruc | cuit | nit |
            dni nif | vat no | nif vat | id fiscal | identificacion fiscal | dni | cif dni | cif vat | emisor |
            nif dni
        CustomerTaxId: nif cliente | cif cliente | nif del cliente | cif del cliente | cif nif cliente |
            nif receptor | nif cif cliente | dni cliente
        TaxNumber:  registro mercantil
        Register: registro mercantil de | inscrita en el registro | domicilio social | inscrita en | reg merc
        Iban: iban | codigo iban | no iban | cuenta iban
        Bic: bic | swift | bic swift | codigo swift | swift bic
        BankAccount: cuenta | numero de cuenta | cuenta bancaria | n de cuenta | no de cuenta | ccc |
            datos bancarios | cuenta corriente
        Currency: moneda | divisa | importes en
        Net: base imponible | subtotal | importe neto | total neto | sub total | total base imponible | neto |
            importe sin iva | total sin iva | base | suma | total sin impuestos | importe base | total base |
            subtotal sin iva | total bases imponibles | base imponible total | importe total sin iva |
            monto neto | suma base imponible | total antes de impuestos | total siniva | importe neto total
        LinesTotal: total bruto | importe bruto | suma importes | total lineas
        Discount: descuento | dto | descuentos | dto pp | total descuento | dtos
        Charge: portes | gastos de envio | envio | transporte | gastos | recargo | gastos de transporte
        Tax: iva | cuota iva | importe iva | impuesto | impuestos | total iva | cuota | total impuestos |
            cuota de iva | igic | iva total | total cuota iva | importe del iva | i v a |
            impuesto sobre el valor anadido | total cuotas | cuota total
        Total: total factura | total | importe total | total general | total a pagar*.9 | importe total factura |
            total iva incluido | total con impuestos | total eur | total factura eur | importe factura |
            total fra | importe de la factura | total euros | monto total | total con iva incluido | gran total |
            total neto a pagar*.7 | precio total*.7 | bruto*.3 | total documento | importe*.3 | total ticket |
            suma total | total con iva
        AmountDue: a pagar | importe a pagar | pendiente | pendiente de pago | liquido a pagar | saldo |
            neto a pagar | importe pendiente | importe adeudado | cantidad a pagar | a ingresar |
            importe liquido | liquido | total adeudado | total a pagar | total pendiente
        Paid: pagado | anticipo | ya pagado | importe pagado | entregas a cuenta | a cuenta | abonado |
            anticipos | total pagado | pago a cuenta | senal
        Rounding:  redondeo
        OtherAmount: suma y sigue | suma anterior | irpf | retencion | retencion irpf | saldo anterior |
            cantidad total | ahorro | importe en letras | bultos | tipo iva | unidades totales |
            recargo de equivalencia | capital social | peso total
        Vendor: vendedor | proveedor | emisor | de*.2 | datos del emisor | datos del proveedor | expedidor |
            datos de la empresa
        Customer: cliente | facturar a | datos del cliente | facturado a | destinatario | comprador |
            direccion de facturacion | receptor | datos de facturacion | datos cliente | para*.3 |
            nombre cliente | nombre del cliente | a la atencion de*.5 | datos del receptor | sr a*.3 |
            datos fiscales*.4 | titular*.4 | senores
        ShipTo: direccion de envio | enviar a | direccion de entrega | lugar de entrega | entregar a |
            direccion de suministro | envio a | direccion envio
        Payee: titular de la cuenta | beneficiario | titular cuenta
        Contact: contacto | persona de contacto | comercial | atendido por | agente | le atendio | su contacto
        Phone: telefono | tel | tlf | fax | movil | tfno | telf | tno
        Email: e mail | email | correo | correo electronico | web | pagina web
        Address: direccion | domicilio | calle | ciudad | codigo postal | poblacion | provincia | cp
        Country:  pais
        ColumnPosition: pos | linea | no | item
        ColumnDescription: descripcion | concepto | producto | articulo | detalle | servicio | conceptos |
            denominacion | descripcion del producto | servicios | descripcion producto | productos
        ColumnQuantity: cantidad | cant | uds | unidades | horas | ud | unid | can | ctd | cdad
        ColumnUnit: unidad | u medida | um | unidad de medida
        ColumnUnitPrice: precio | precio unitario | precio unidad | p unitario | precio unit | p unit | p u |
            pvp*.6 | precio ud | tarifa | importe unitario | precio hora | pvp unit | precio neto |
            valor unitario | p unidad | precio unit sin iva | precio unidad sin iva
        ColumnDiscount: dto | descuento | % dto | dto % | desc
        ColumnTaxRate: iva | % iva | iva % | tipo | tipo iva | impuesto | impuestos
        ColumnTaxAmount: importe iva | cuota | cuota iva
        ColumnAmount: importe | total | subtotal | importe neto | precio total | total neto | total linea | neto |
            valor | importe total | base imponible | base | monto | importe eur | total sin iva | total eur
        ColumnGrossAmount: total con iva | importe con iva | total iva incl
        ColumnCode: codigo | referencia | ref | cod | codigo articulo | cod articulo | articulo*.4 | cod art
        ColumnDate:  fecha
        ReceiptNumber: no ticket | ticket no | recibo no | numero de ticket | no operacion |
            factura simplificada | n ticket | no recibo | ticket | operacion
        Time:  hora
        Cash: efectivo | entregado | contado
        Change: cambio | su cambio | devolucion
        Card: tarjeta | tarjeta de credito | tarjeta credito | tarjeta bancaria
        Tip:  propina
        ItemCount: total articulos | no articulos | articulos*.4 | num articulos
        PartyName: nombre | razon social | empresa | nombre razon social | nombre o razon social
        """;
}
