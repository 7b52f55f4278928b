namespace Numora.Tests.Contracts;

public class EuropeanContractTests
{
    const string German = """
        ^ DIENSTLEISTUNGSVERTRAG

        zwischen der

        Nordlicht Energie GmbH, Hafenstraße 12, 20457 Hamburg, vertreten durch den
        Geschäftsführer Jan Petersen, - nachfolgend "Auftraggeber" genannt -

        und der

        Müller & Söhne KG, Lindenweg 3, 80331 München
        - nachfolgend "Auftragnehmer" genannt -

        geschlossen am 15. März 2021.

        § 1 Laufzeit. Der Vertrag tritt am 1. April 2021 in Kraft und hat eine Laufzeit von
        zwei (2) Jahren. Er endet am 31. März 2023. Er verlängert sich jeweils um ein weiteres
        Jahr, wenn er nicht mit einer Frist von drei Monaten zum Ende der Laufzeit gekündigt wird.
        § 2 Vergütung. Der Gesamtpreis beträgt 48.000,00 EUR.
        § 9 Anwendbares Recht. Dieser Vertrag unterliegt dem Recht der Bundesrepublik Deutschland.
        """;

    const string French = """
        ^ CONTRAT DE PRESTATION DE SERVICES

        Entre les soussignés :
        La société Lumière Conseil SARL, au capital de 10 000 euros, dont le siège social est
        situé 8 rue de la Paix, 75002 Paris, ci-après dénommée « le Prestataire »,
        et
        Boulangerie Dubois SAS, société par actions simplifiée, immatriculée au RCS de Lyon,
        ci-après dénommée « le Client »,
        Le présent contrat est conclu le 3 février 2022. Il prend effet le 1er mars 2022.
        Article 4 - Durée. Le contrat est conclu pour une durée de douze (12) mois et expire le
        28 février 2023. Il peut être résilié moyennant un préavis de deux mois.
        Article 9 - Le présent contrat est régi par le droit français.
        """;

    const string Spanish = """
        ^ CONTRATO DE ARRENDAMIENTO

        Entre Inmobiliaria del Sol S.A., con domicilio en Calle Mayor 5, Madrid, en adelante "el
        Arrendador", y Talleres García S.L., con domicilio en Sevilla, en adelante "el
        Arrendatario". El presente contrato se ha celebrado el 5 de junio de 2020 y entrará en
        vigor el 1 de julio de 2020. La duración del contrato es de cinco años.
        El presente contrato se regirá por las leyes de España.
        """;

    const string Italian = """
        ^ CONTRATTO DI FORNITURA

        Tra Officine Bianchi S.p.A., con sede in Torino, di seguito "il Fornitore", e
        Ristoranti Verdi S.r.l., con sede in Milano, di seguito "il Cliente".
        Il presente contratto è stipulato in data 10 settembre 2021.
        La durata del contratto è di tre anni, con un preavviso di sei mesi per il recesso.
        Il presente contratto è regolato dalla legge italiana.
        """;

    const string Dutch = """
        ^ HUUROVEREENKOMST

        tussen Grachtenpand B.V., gevestigd te Amsterdam, hierna te noemen "Verhuurder", en
        Bakkerij De Molen N.V., gevestigd te Utrecht, hierna te noemen "Huurder".
        Deze overeenkomst is gesloten op 12 mei 2019 en heeft een looptijd van vijf jaar.
        Op deze overeenkomst is Nederlands recht van toepassing.
        """;

    const string Portuguese = """
        ^ CONTRATO DE PRESTAÇÃO DE SERVIÇOS

        Entre Azulejos do Porto, Lda., com sede no Porto, doravante "Prestador", e Hotel Atlântico
        S.A., com sede em Lisboa, doravante "Cliente", celebrado em 20 de janeiro de 2023.
        O presente contrato tem a duração de dois anos.
        O presente contrato é regulado pela lei portuguesa.
        """;

    const string Polish = """
        ^ UMOWA O ŚWIADCZENIE USŁUG

        zawarta w dniu 7 października 2022 r. w Warszawie pomiędzy
        Bałtyk Logistyka Sp. z o.o. z siedzibą w Gdańsku, zwaną dalej "Zamawiającym",
        a Kowalski Serwis S.A. z siedzibą w Krakowie, zwaną dalej "Wykonawcą".
        Umowa zostaje zawarta na okres dwóch lat.
        Niniejsza umowa podlega prawu polskiemu.
        """;

    const string Employment = """
        ^ ARBEITSVERTRAG

        Zwischen der Firma Holzbau Krämer GmbH, Industriestr. 5, 72072 Tübingen
        - im Folgenden "Arbeitgeber" -
        und
        Herrn Stefan Vogt, wohnhaft Gartenweg 1, 72072 Tübingen
        - im Folgenden "Arbeitnehmer" -
        § 1 Das Arbeitsverhältnis beginnt am 01.10.2019 und ist befristet bis zum 30.09.2021.
        § 9 Es gilt deutsches Recht.
        Tübingen, den 20. September 2019
        """;

    const string Lease = """
        ^ CONTRAT DE BAIL COMMERCIAL

        Entre les soussignés
        SCI Les Platanes, société civile immobilière, représentée par M. Jean Roux, ci-après « le Bailleur »
        Et
        Pharmacie Centrale SELARL, ci-après « le Preneur »
        Le présent bail commence le 1er janvier 2021 pour se terminer le 31 décembre 2029.
        Loi applicable : le présent contrat est soumis à la loi française.
        Fait à Lyon, le 14 décembre 2020
        """;

    [Theory]
    [InlineData(Employment, "ARBEITSVERTRAG", "Holzbau Krämer GmbH; Stefan Vogt", "2019-09-20", "Germany")]
    [InlineData(Lease, "CONTRAT DE BAIL COMMERCIAL", "SCI Les Platanes; Pharmacie Centrale SELARL", "2020-12-14", "France")]
    [InlineData(German, "DIENSTLEISTUNGSVERTRAG", "Nordlicht Energie GmbH; Müller & Söhne KG", "2021-03-15", "Germany")]
    [InlineData(French, "CONTRAT DE PRESTATION DE SERVICES", "Lumière Conseil SARL; Boulangerie Dubois SAS", "2022-02-03", "France")]
    [InlineData(Spanish, "CONTRATO DE ARRENDAMIENTO", "Inmobiliaria del Sol S.A.; Talleres García S.L.", "2020-06-05", "Spain")]
    [InlineData(Italian, "CONTRATTO DI FORNITURA", "Officine Bianchi S.p.A.; Ristoranti Verdi S.r.l.", "2021-09-10", "Italy")]
    [InlineData(Dutch, "HUUROVEREENKOMST", "Grachtenpand B.V.; Bakkerij De Molen N.V.", "2019-05-12", "Netherlands")]
    [InlineData(Portuguese, "CONTRATO DE PRESTAÇÃO DE SERVIÇOS",
        "Azulejos do Porto, Lda.; Hotel Atlântico S.A.", "2023-01-20", "Portugal")]
    [InlineData(Polish, "UMOWA O ŚWIADCZENIE USŁUG", "Bałtyk Logistyka Sp. z o.o.; Kowalski Serwis S.A.", "2022-10-07", "Poland")]
    public void Title_parties_date_and_law_are_read_in_each_language(
        string print, string title, string parties, string day, string law)
    {
        var contract = PrintedContract.Read(print);

        Assert.Equal(title, contract.Value("contract_title"));
        Assert.Equal(parties, contract.Value("parties"));
        Assert.Equal(day, contract.Value("agreement_date"));
        Assert.Equal(law, contract.Value("governing_law"));
    }

    [Theory]
    [InlineData(German, "effective_date", "2021-04-01")]
    [InlineData(German, "expiration_date", "2023-03-31")]
    [InlineData(German, "initial_term", "2 years")]
    [InlineData(German, "renewal_term", "1 year")]
    [InlineData(German, "termination_notice_period", "3 months")]
    [InlineData(German, "total_value", "48000.00")]
    [InlineData(German, "currency", "EUR")]
    [InlineData(Employment, "expiration_date", "2021-09-30")]
    [InlineData(Lease, "expiration_date", "2029-12-31")]
    [InlineData(French, "effective_date", "2022-03-01")]
    [InlineData(French, "expiration_date", "2023-02-28")]
    [InlineData(French, "initial_term", "12 months")]
    [InlineData(French, "termination_notice_period", "2 months")]
    [InlineData(Spanish, "effective_date", "2020-07-01")]
    [InlineData(Spanish, "initial_term", "5 years")]
    [InlineData(Italian, "initial_term", "3 years")]
    [InlineData(Italian, "termination_notice_period", "6 months")]
    [InlineData(Dutch, "initial_term", "5 years")]
    [InlineData(Portuguese, "initial_term", "2 years")]
    [InlineData(Polish, "initial_term", "2 years")]
    public void Terms_are_read_in_each_language(string print, string field, string expected)
    {
        var contract = PrintedContract.Read(print);

        Assert.Equal(expected, contract.Value(field));
    }
}
