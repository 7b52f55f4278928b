namespace Numora.Tests.Contracts;

/// <summary>Contracts open, define and end in many ways; each shape is a small contract here.</summary>
public class ContractShapesTests
{
    const string British = """
        ^ DATED 5 May 2020

        ^ (1) HARBOUR FOODS LIMITED
        ^ and
        ^ (2) TYNE LOGISTICS PLC

        ^ WAREHOUSE SERVICES AGREEMENT
        
        THIS AGREEMENT is dated 5 May 2020
        PARTIES
        (1) HARBOUR FOODS LIMITED incorporated and registered in England and Wales with company
        number 01234567 whose registered office is at 1 Quay Street, Hull HU1 1AA (Customer); and
        (2) TYNE LOGISTICS PLC incorporated and registered in Scotland with company number SC123456
        whose registered office is at 9 Dock Road, Leith (Supplier).
        BACKGROUND
        (A) The Customer requires warehousing.
        1. This agreement shall commence on 1 June 2020 and shall continue for an initial period of
        five years unless terminated earlier in accordance with clause 12.
        12. Either party may terminate this agreement on giving not less than six months' written notice.
        20. This agreement is governed by and shall be construed in accordance with the law of
        England and Wales.
        """;

    const string Lease = """
        ^ COMMERCIAL LEASE

        LANDLORD: Maple Street Properties, LLC
        TENANT: Jane Q. Baker
        
        1. Term. The term of this Lease shall be for sixty (60) months, beginning on March 1, 2018 and
        ending on February 28, 2023.
        2. This Lease shall be construed under Oregon law.
        Executed as of the 12th day of February, 2018.
        """;

    const string Employment = """
        ^ EMPLOYMENT AGREEMENT

        THIS EMPLOYMENT AGREEMENT is entered into on the first day of October, 2015, by and between
        RIVERSIDE CLINIC, P.C. (the "Employer") and Dr. Anna Lindqvist, an individual residing in
        Denver, Colorado (the "Employee").
        NOW, THEREFORE, the parties agree as follows:
        3. This Agreement may be terminated by either party without cause upon 60 days' prior written
        notice. 9. This Agreement is made under and shall be governed by the laws of the State of
        Colorado applicable to contracts made there.
        """;

    const string Amendment = """
        ^ AMENDMENT NO. 2 TO MASTER SUPPLY AGREEMENT

        This Amendment No. 2 to Master Supply Agreement (this "Amendment") is dated as of 12/31/2021
        among Delta Ports, Inc., Echo Terminals LLC and Foxtrot Shipping S.A.
        WHEREAS, the parties entered into that certain Master Supply Agreement dated as of May 4, 2015;
        The laws of the United States of America and of the State of Texas govern this Amendment.
        """;

    const string Distribution = """
        Exhibit 10.3
        ^ INTERNATIONAL DISTRIBUTION
        ^ AGREEMENT
        Contoso & Sons Company, a New Jersey corporation ("Contoso"), and Fabrikam Handels GmbH, a
        company organized under the laws of Austria ("Distributor"), agree as follows as of January
        2nd, 2014:
        1. The parties are corporations organized and existing under the laws of New Jersey.
        7. Term: January 2, 2014 to December 31, 2016, renewable from year to year.
        8. The validity of this Agreement is subject to Swiss law, excluding its conflict of laws rules.
        """;

    const string SecondAmendment = """
        ^ AMENDMENT NO. 1
        ^ TO THE
        ^ COLLABORATION AGREEMENT
        This AMENDMENT NO. 1 TO THE COLLABORATION AGREEMENT (this "Amendment") is entered into as of
        June 30, 2014 by and among Tailspin Bio Corp., a Delaware corporation ("Tailspin"), and Isar
        Forschung GmbH, having its principal office in Munich ("Isar").
        WHEREAS, the parties entered into a Collaboration Agreement dated as of January 5, 2010;
        """;

    const string Form = """
        ^ Managed Services Order
        Order Date: 2021-05-04
        Customer: Bluebird Logistics Pty Ltd
        Supplier: Orbit IT Services (Australia) Pty Limited
        Term: 24 months
        Start Date: 1 July 2021
        End Date: 30 June 2023
        Governing Law: New South Wales
        Total Contract Value: AUD 240,000
        """;

    const string Persons = """
        ^ LOAN AGREEMENT
        This Loan Agreement is made in duplicate on this 3rd of May 2012, between:
        (i) The Kandela Group, a body corporate established under the laws of Sri Lanka (hereinafter
        called "the Lender") of the ONE PART; and
        (ii) Ms. Maria Silva, widow (hereinafter called "the Borrower") of the OTHER PART.
        Lisbon law governs nothing here. This Agreement shall be subject to the laws of Sri Lanka.
        """;

    [Theory]
    [InlineData(SecondAmendment, "contract_title", "AMENDMENT NO. 1 TO THE COLLABORATION AGREEMENT")]
    [InlineData(SecondAmendment, "parties", "Tailspin Bio Corp.; Isar Forschung GmbH")]
    [InlineData(SecondAmendment, "agreement_date", "2014-06-30")]
    [InlineData(Form, "contract_title", "Managed Services Order")]
    [InlineData(Form, "parties", "Bluebird Logistics Pty Ltd; Orbit IT Services (Australia) Pty Limited")]
    [InlineData(Form, "agreement_date", "2021-05-04")]
    [InlineData(Form, "effective_date", "2021-07-01")]
    [InlineData(Form, "expiration_date", "2023-06-30")]
    [InlineData(Form, "initial_term", "24 months")]
    [InlineData(Form, "governing_law", "New South Wales")]
    [InlineData(Form, "total_value", "240000")]
    [InlineData(Form, "currency", "AUD")]
    [InlineData(Persons, "parties", "The Kandela Group; Ms. Maria Silva")]
    [InlineData(Persons, "agreement_date", "2012-05-03")]
    [InlineData(Persons, "governing_law", "Sri Lanka")]
    [InlineData(British, "contract_title", "WAREHOUSE SERVICES AGREEMENT")]
    [InlineData(British, "parties", "HARBOUR FOODS LIMITED; TYNE LOGISTICS PLC")]
    [InlineData(British, "agreement_date", "2020-05-05")]
    [InlineData(British, "effective_date", "2020-06-01")]
    [InlineData(British, "initial_term", "5 years")]
    [InlineData(British, "termination_notice_period", "6 months")]
    [InlineData(British, "governing_law", "England and Wales")]
    [InlineData(Lease, "contract_title", "COMMERCIAL LEASE")]
    [InlineData(Lease, "parties", "Maple Street Properties, LLC; Jane Q. Baker")]
    [InlineData(Lease, "agreement_date", "2018-02-12")]
    [InlineData(Lease, "effective_date", "2018-03-01")]
    [InlineData(Lease, "expiration_date", "2023-02-28")]
    [InlineData(Lease, "initial_term", "60 months")]
    [InlineData(Lease, "governing_law", "Oregon")]
    [InlineData(Employment, "contract_title", "EMPLOYMENT AGREEMENT")]
    [InlineData(Employment, "parties", "RIVERSIDE CLINIC, P.C.; Dr. Anna Lindqvist")]
    [InlineData(Employment, "agreement_date", "2015-10-01")]
    [InlineData(Employment, "termination_notice_period", "60 days")]
    [InlineData(Employment, "governing_law", "Colorado")]
    [InlineData(Amendment, "contract_title", "AMENDMENT NO. 2 TO MASTER SUPPLY AGREEMENT")]
    [InlineData(Amendment, "parties", "Delta Ports, Inc.; Echo Terminals LLC; Foxtrot Shipping S.A.")]
    [InlineData(Amendment, "agreement_date", "2021-12-31")]
    [InlineData(Amendment, "governing_law", "Texas")]
    [InlineData(Distribution, "contract_title", "INTERNATIONAL DISTRIBUTION AGREEMENT")]
    [InlineData(Distribution, "parties", "Contoso & Sons Company; Fabrikam Handels GmbH")]
    [InlineData(Distribution, "agreement_date", "2014-01-02")]
    [InlineData(Distribution, "expiration_date", "2016-12-31")]
    [InlineData(Distribution, "renewal_term", "1 year")]
    [InlineData(Distribution, "governing_law", "Switzerland")]
    public void Fields_are_read_whatever_the_shape(string print, string field, string expected)
    {
        var contract = PrintedContract.Read(print);

        Assert.Equal(expected, contract.Value(field));
    }

    [Fact]
    public void The_law_under_which_a_party_was_founded_is_not_the_governing_law()
    {
        var contract = PrintedContract.Read("""
            This Agreement is made by and between Acme, Inc., a corporation organized under the laws of
            Delaware ("Acme"), and Beta B.V., organized under the laws of the Netherlands ("Beta").
            """);

        Assert.DoesNotContain("governing_law", contract.Fields.Keys);
    }

    [Fact]
    public void An_end_is_not_computed_from_a_term()
    {
        var contract = PrintedContract.Read("""
            This Agreement is dated January 1, 2020. The initial term is three (3) years from the date hereof.
            """);

        Assert.DoesNotContain("expiration_date", contract.Fields.Keys);
    }

    [Fact]
    public void A_monthly_fee_is_not_the_value_of_the_contract()
    {
        var contract = PrintedContract.Read("""
            The total fee per month is $500.00. The Customer pays $20 for each unit.
            """);

        Assert.DoesNotContain("total_value", contract.Fields.Keys);
        Assert.DoesNotContain("currency", contract.Fields.Keys);
    }

    [Fact]
    public void A_sentence_torn_apart_by_running_heads_is_whole_again()
    {
        var pages = new[]
        {
            "Supply Agreement Page 1\n This Agreement shall be governed by the laws",
            "Supply Agreement Page 2\nof the State of Ohio. The rest of this page is blank.\nMore text stands here.",
            "Supply Agreement Page 3\nNothing else.",
        };

        var contract = PrintedContract.Read(string.Join('\f', pages));

        Assert.Equal("Ohio", contract.Value("governing_law"));
    }
}
