namespace Numora.Engine.Reading.Labels;

internal static class Polish
{
    public const string Text = """
        Title: faktura | faktura vat | faktura korygujaca | korekta faktury | faktura proforma*.8 | rachunek |
            paragon*.4 | faktura zaliczkowa | faktura koncowa | faktura vat korygujaca | faktura sprzedazy |
            paragon fiskalny*.4 | nota korygujaca
        InvoiceNumber: numer faktury | faktura nr | nr faktury | faktura vat nr | faktura numer |
            faktura korygujaca nr | nr dokumentu*.8 | numer dokumentu*.8 | rachunek nr | faktura vat numer |
            faktura no | faktura proforma nr | faktura sprzedazy nr | faktura zaliczkowa nr | dokument nr*.7 |
            faktura vat no | faktura vat korygujaca nr | numer rachunku*.2 | fv nr | faktura koncowa nr | nr fv |
            numer*.4
        Number: nr | numer
        OrderNumber: numer zamowienia | nr zamowienia | zamowienie nr | zamowienie | zamowienie klienta |
            numer zamowienia klienta | zamowienie numer | nr zam | zam nr | wasze zamowienie | numer po |
            nr zamowienia klienta | do zamowienia | dotyczy zamowienia
        CustomerNumber: numer klienta | nr klienta | kod klienta | id klienta | numer nabywcy | numer platnika |
            numer kontrahenta | kod kontrahenta | nr kontrahenta
        OtherNumber: wz | nr wz | numer wz | umowa nr | numer umowy | nr umowy | oferta nr | strona | str | bdo |
            nr bdo | numer seryjny | zlecenie nr | zlecenie | nr oferty | pkwiu | numer licznika | projekt |
            list przewozowy | nr konta*.2
        PaymentReference: tytul przelewu | tytulem | tytul platnosci | w tytule przelewu | tytul wplaty |
            w tytule przelewu prosimy podac
        InvoiceDate: data wystawienia | data faktury | data wyst | wystawiono dnia | data wystawienia faktury |
            wystawiono | data dokumentu | wystawiona dnia | data i miejsce wystawienia |
            miejsce i data wystawienia | wystawiona w dniu | data wystawienia dokumentu | wystawiono w dniu |
            z dnia*.6 | data korekty
        Date: data | dnia
        DueDate: termin platnosci | termin zaplaty | data platnosci | platne do | do zaplaty do | do dnia |
            termin | data zaplaty*.6 | zaplacic do | termin platn | termin wplaty | platnosc do |
            prosimy o wplate do | platne do dnia | termin platnosci do
        DeliveryDate: data sprzedazy | data dostawy | data wykonania uslugi | data zakonczenia dostawy |
            data wykonania | data zakonczenia dostawy uslugi | data dokonania dostawy |
            data dostawy lub wykonania uslugi | data dostawy towaru | wykonania uslugi | data sprz |
            data wydania | data zakonczenia dostawy towarow lub wykonania uslug |
            data dokonania lub zakonczenia dostawy towarow lub wykonania uslugi | data sprzedazy uslugi |
            data dostawy wykonania uslugi
        OtherDate: data zamowienia | okres rozliczeniowy | okres | data wydruku | data umowy | data urodzenia |
            data wz | okres od | za okres | okres rozliczenia | data zlecenia
        PaymentTerms: warunki platnosci | forma platnosci | sposob platnosci | sposob zaplaty | metoda platnosci |
            forma zaplaty | platnosc
        VendorTaxId: nip | nip ue | nip sprzedawcy | nip vat ue | vat ue | vat id | nr vat | nip wystawcy |
            numer nip | nip pl | nr nip | numer vat
        CustomerTaxId: nip nabywcy | nip klienta | nip odbiorcy | nip platnika | nip kupujacego
        TaxNumber: regon | pesel
        Register: krs | sad rejonowy | kapital zakladowy | wpisana do rejestru | nr krs
        Iban: iban | numer konta | nr rachunku | numer rachunku | konto | nr konta | rachunek bankowy |
            nr rachunku bankowego | konto bankowe | na konto | na rachunek | rachunek | numer konta bankowego |
            numer rachunku bankowego | na rachunek bankowy
        Bic: swift | bic | swift bic | bic swift | kod swift
        BankAccount: bank | nazwa banku
        Currency: waluta | wartosci w | kwoty w
        Net: wartosc netto | razem netto | suma netto | netto | kwota netto | netto razem | ogolem netto |
            wartosc netto razem | lacznie netto | razem wartosc netto | suma wartosci netto | ogolem |
            lacznie wartosc netto | suma netto pln
        LinesTotal:  suma pozycji
        Discount: rabat | upust | opust | rabaty
        Charge: transport | wysylka | koszty wysylki | przesylka | koszt dostawy | koszt wysylki | dostawa |
            koszty transportu | opakowanie
        Tax: vat | wartosc vat | podatek vat | podatek | suma vat | razem vat | kwota podatku |
            kwota podatku vat | podatek od towarow i uslug | lacznie vat | ogolem vat | ptu | suma ptu |
            wartosc podatku | wartosc podatku vat | vat razem | kwota vat razem | podatek razem | kwota ptu |
            kwota vat
        Total: wartosc brutto | razem | razem brutto | suma brutto | brutto | do zaplaty*.9 | suma |
            kwota ogolem | lacznie | razem do zaplaty*.9 | kwota naleznosci*.8 | ogolem brutto | suma pln |
            razem pln | lacznie brutto | wartosc faktury | kwota faktury | brutto ogolem | suma wartosci brutto |
            razem wartosc brutto | naleznosc ogolem | kwota*.3 | wartosc*.3 | wartosc ogolem | kwota ogolem |
            wartosc brutto razem | brutto razem
        AmountDue: do zaplaty | pozostalo do zaplaty | razem do zaplaty | pozostaje do zaplaty |
            kwota do zaplaty | suma do zaplaty | lacznie do zaplaty | do zaplaty pln | pozostalo | naleznosc |
            do doplaty | do zaplaty razem | saldo | do zaplaty ogolem
        Paid: zaplacono | wplacono | zaliczka | zaplacono gotowka | otrzymano | rozliczone zaliczki |
            juz zaplacono | wplata
        Rounding:  zaokraglenie
        OtherAmount: slownie | do przeniesienia | z przeniesienia | waga | ilosc razem | w tym | stawka vat |
            oszczedzasz | slownie zlotych | kurs | stawka | kwota slownie | poprzednie saldo
        Vendor: sprzedawca | wystawca | dostawca | sprzedajacy | wystawil | dane sprzedawcy | uslugodawca
        Customer: nabywca | odbiorca*.7 | klient | kupujacy | platnik | zamawiajacy | dane nabywcy |
            uslugobiorca | kontrahent | nabywca platnik | nabywca odbiorca | dla*.3
        ShipTo: adres dostawy | miejsce dostawy | adres wysylki | odbiorca | wysylka do | dostawa do |
            punkt odbioru
        Payee: odbiorca przelewu | wlasciciel konta | beneficjent | nazwa odbiorcy
        Contact: osoba kontaktowa | kontakt | wystawil a | handlowiec | opiekun |
            osoba upowazniona do wystawienia faktury | wystawil podpis | kasjer |
            osoba upowazniona do wystawienia | osoba upowazniona do odbioru
        Phone: telefon | tel | fax | faks | kom | tel fax | tel kom | infolinia
        Email: e mail | email | www | strona | mail | adres e mail
        Address: adres | ulica | ul | miejscowosc | kod pocztowy | siedziba
        Country:  kraj
        ColumnPosition: lp | l p | poz | nr*.4
        ColumnDescription: nazwa towaru lub uslugi | nazwa | opis | nazwa towaru uslugi | towar | usluga |
            nazwa uslugi | towar usluga | nazwa towaru | nazwa produktu | produkt | nazwa towaru i uslugi |
            wyszczegolnienie | nazwa lub opis | nazwa towaru usluga | opis towaru uslugi |
            nazwa towaru lub uslugi pkwiu | nazwa uslugi towaru | przedmiot sprzedazy
        ColumnQuantity: ilosc | szt | godz | liczba | il | liczba godzin
        ColumnUnit: j m | jm | jedn | jednostka | jednostka miary | miara
        ColumnUnitPrice: cena | cena netto | cena jedn | cena jednostkowa | cena jedn netto | netto | c j netto |
            cena jm netto | cena brutto*.5 | stawka godzinowa | cena j netto | cena zl | cena jm | cena netto pln
        ColumnDiscount: rabat | rabat % | upust
        ColumnTaxRate: vat | stawka vat | stawka | vat % | st vat | % vat | stawka podatku | stawka vat % |
            vat stawka
        ColumnTaxAmount: kwota vat | wartosc vat | podatek | kwota podatku | vat kwota | podatek vat
        ColumnAmount: wartosc netto | netto | wartosc | kwota netto | kwota | suma | wartosc netto pln | razem |
            wartosc netto zl
        ColumnGrossAmount: wartosc brutto | brutto | kwota brutto | wartosc brutto pln | wartosc brutto zl
        ColumnCode: kod | indeks | symbol | kod towaru | pkwiu | nr katalogowy | numer katalogowy | produktu
        ColumnDate:  data
        ReceiptNumber: paragon nr | nr paragonu | nr wydruku | nr transakcji | numer paragonu | nr rachunku
        Time: godzina | godz
        Cash: gotowka | gotowka pln | platnosc gotowka
        Change: reszta | reszta pln | reszta gotowka
        Card: karta | karta platnicza | platnosc karta | karta kredytowa | blik
        Tip:  napiwek
        ItemCount: liczba pozycji | liczba artykulow
        PartyName: nazwa | nazwa firmy | firma | imie i nazwisko
        """;
}
