namespace Numora.Operations;

// Destinations and mappings: one of each for every provider. A test creates them all.
static partial class Examples
{
    public static IReadOnlyList<NamedExample> NewDestinations { get; } =
    [
        new("http", "A REST endpoint with a token, looked up by its number after a lost answer", """
            {"provider": "http", "display_name": "ERP",
             "config": {"url": "https://erp.example.com/api/{{object}}", "method": "POST",
                        "headers": {"x-source": "numora", "x-document": "{{document.id}}"},
                        "success": {"status": [200, 201], "not_exists": ["$.error"]},
                        "external_id": "$.data.id", "external_url": "https://erp.example.com/invoices/{{external_id}}",
                        "error_message": "$.error.message",
                        "find": {"url": "https://erp.example.com/api/{{object}}/by-number/{{key.number}}",
                                 "same": {"$.data.total": "{{payload.total}}"}},
                        "attach": {"url": "https://erp.example.com/api/{{object}}/{{external_id}}/files"},
                        "test": {"method": "GET", "url": "https://erp.example.com/api/health"}, "timeout_seconds": 30},
             "credentials": {"type": "bearer", "token": "the-token-of-the-erp"}}
            """),
        new("http_oauth2", "The same with a token by client credentials", """
            {"provider": "http", "display_name": "ERP, OAuth",
             "config": {"url": "https://erp.example.com/api/invoices", "external_id": "$.id"},
             "credentials": {"type": "oauth2_client_credentials", "token_url": "https://login.example.com/oauth2/token",
                             "client_id": "numora", "client_secret": "the-secret", "scope": "invoices.write"}}
            """),
        new("dynamics365", "Dynamics 365 and other applications on Dataverse", """
            {"provider": "dynamics365", "display_name": "CRM",
             "config": {"resource": "https://contoso.crm4.dynamics.com", "tenant_id": "contoso.onmicrosoft.com"},
             "credentials": {"client_id": "3f6c1d0e-8f0b-4a52-9a0e-4a8f6f0c7b11", "client_secret": "the-client-secret"}}
            """),
        new("postgres", "Tables of a PostgreSQL of yours", """
            {"provider": "postgres", "display_name": "Accounting database",
             "config": {"host": "db.example.com", "port": 5432, "database": "accounting", "username": "numora",
                        "schema": "public", "ssl_mode": "verify-full", "id_column": "id", "file_column": "original",
                        "lookups": {"vendors": {"id": "vendor_id"}}, "timeout_seconds": 30},
             "credentials": {"password": "the-password"}}
            """),
        new("file_drop", "JSON files in a folder of the host", """
            {"provider": "file_drop", "display_name": "Export folder",
             "config": {"format": "json", "folder": "/srv/numora/drop", "name": "{{invoice_number}} {{document.id}}"}}
            """),
        new("file_drop_csv", "CSV files, a row for each line item", """
            {"provider": "file_drop", "display_name": "Export folder, CSV",
             "config": {"format": "csv", "folder": "/srv/numora/csv", "separator": ";", "byte_order_mark": true,
                        "attach_file": false}}
            """),
        new("file_drop_ubl", "E-invoices (UBL 2.1) in a folder", """
            {"provider": "file_drop", "display_name": "E-invoices",
             "config": {"format": "ubl", "folder": "/srv/numora/ubl", "name": "{{invoice_number}}", "allow_incomplete": false}}
            """),
        new("file_drop_s3", "JSON files in a bucket", """
            {"provider": "file_drop", "display_name": "Bucket",
             "config": {"format": "json",
                        "s3": {"endpoint": "https://s3.eu-central-1.amazonaws.com", "bucket": "example-invoices",
                               "region": "eu-central-1", "prefix": "approved/"}},
             "credentials": {"access_key_id": "AKIAEXAMPLE", "secret_access_key": "the-secret-key"}}
            """),
    ];

    public static IReadOnlyList<NamedExample> NewMappings { get; } =
    [
        new("http", "Nested JSON for a REST endpoint; a dot in a target opens an object", """
            {"object": "invoices", "key": ["number"],
             "fields": [{"target": "number", "source": "invoice_number", "required": true},
                        {"target": "vendor.name", "source": "vendor_name"},
                        {"target": "total", "source": "total_amount", "transform": ["round:2"], "required": true},
                        {"target": "due", "source": "due_date", "default": null},
                        {"target": "origin", "constant": "numora"}],
             "line_items": {"object": "lines", "parent": "invoice", "fields": [
                        {"target": "position", "source": "line.number"}, {"target": "text", "source": "description"},
                        {"target": "quantity", "source": "quantity"}, {"target": "amount", "source": "amount"}]},
             "attach_file": true}
            """),
        new("dynamics365", "An invoice with a looked-up customer and its lines", """
            {"object": "invoices", "key": ["invoicenumber"],
             "fields": [{"target": "invoicenumber", "source": "invoice_number", "required": true},
                        {"target": "name", "source": ["vendor_name", "invoice_number"], "transform": ["concat: ", "truncate:100"]},
                        {"target": "totalamount", "source": "total_amount", "transform": ["round:2"]},
                        {"target": "duedate", "source": "due_date", "default": null},
                        {"target": "customerid_account", "source": "vendor_name",
                         "lookup": {"object": "accounts", "match": "name", "on_missing": "fail"}}],
             "line_items": {"object": "invoicedetails", "parent": "invoiceid", "fields": [
                        {"target": "productdescription", "source": "description"},
                        {"target": "quantity", "source": "quantity"},
                        {"target": "priceperunit", "source": "unit_price"}]},
             "attach_file": true}
            """),
        new("postgres", "A row with its lines, found again by number", """
            {"object": "invoices", "key": ["number"],
             "fields": [{"target": "number", "source": "invoice_number", "required": true},
                        {"target": "vendor_id", "source": "vendor_name",
                         "lookup": {"object": "vendors", "match": "name", "on_missing": "null"}},
                        {"target": "issued_on", "source": "invoice_date"},
                        {"target": "total", "source": "total_amount", "transform": ["round:2"]},
                        {"target": "source_document", "source": "document.id"}],
             "line_items": {"object": "invoice_lines", "parent": "invoice_id", "key": ["line_no"], "fields": [
                        {"target": "line_no", "source": "line.number"}, {"target": "description", "source": "description"},
                        {"target": "amount", "source": "amount"}]},
             "attach_file": true}
            """),
        new("file_drop", "A file of an invoice with its lines and the original beside it", """
            {"object": "invoice", "key": ["number"],
             "fields": [{"target": "number", "source": "invoice_number", "required": true},
                        {"target": "vendor", "source": "vendor_name"},
                        {"target": "date", "source": "invoice_date", "transform": ["date:dd.MM.yyyy"]},
                        {"target": "total", "source": "total_amount", "required": true},
                        {"target": "currency", "source": "currency", "default": "EUR"}],
             "line_items": {"object": "lines", "parent": "number", "fields": [
                        {"target": "description", "source": "description"}, {"target": "line_amount", "source": "amount"}]},
             "attach_file": true}
            """),
        new("file_drop_ubl", "What a UBL invoice needs beyond the document's fields", """
            {"object": "invoice", "key": ["id"],
             "fields": [{"target": "id", "source": "document.id"}, {"target": "BT-55", "constant": "DE"},
                        {"target": "BT-10", "source": "purchase_order_number", "default": "none"}],
             "attach_file": true}
            """),
        new("transforms", "Every transform, and every kind of source", """
            {"object": "invoice", "key": ["id"],
             "fields": [{"target": "id", "source": "document.id"},
                        {"target": "your_id", "source": "document.external_id"},
                        {"target": "cost_centre", "source": "metadata.cost_centre", "default": "4000"},
                        {"target": "number", "source": "invoice_number", "transform": ["trim", "upper", "replace:/=-", "truncate:20"]},
                        {"target": "email_domain", "constant": "EXAMPLE.COM", "transform": ["lower"]},
                        {"target": "total_in_words_of_germany", "source": "total_amount", "transform": ["round:2", "number:de-DE"]},
                        {"target": "date", "source": "invoice_date", "transform": ["date:dd.MM.yyyy"]},
                        {"target": "currency_code", "source": "currency",
                         "transform": ["map:{\"EUR\":\"978\",\"CHF\":\"756\",\"*\":null}"]},
                        {"target": "title", "source": ["vendor_name", "invoice_number"], "transform": ["concat: / "]}]}
            """),
    ];

    public const string DestinationChange = """
        {"display_name": "Export folder, nightly", "status": "active",
         "config": {"format": "json", "folder": "/srv/numora/drop", "name": "{{document.id}}"}}
        """;

    public const string Destination = """
        {"id": "dst_01jpwr1m2x5c8v0b3n6k9h4g7f", "provider": "http", "display_name": "ERP", "status": "active",
         "has_credentials": true, "config": {"url": "https://erp.example.com/api/{{object}}", "external_id": "$.data.id"},
         "created_at": "2026-03-21T14:10:00.000Z", "updated_at": "2026-03-21T14:10:00.000Z",
         "last_tested_at": "2026-03-21T14:11:02.418Z"}
        """;

    public const string DestinationTest = """
        {"ok": false, "latency_ms": 84,
         "detail": "GET https://erp.example.com/api/health was answered with 401: the credentials were refused."}
        """;

    public const string Mapping = """
        {"id": "map_01jpwr2q4z7d9w1c5m8n3k6h0g", "schema": "invoice_v2", "destination_id": "dst_01jpwr1m2x5c8v0b3n6k9h4g7f",
         "version": 1, "object": "invoices", "key": ["number"],
         "fields": [{"target": "number", "source": "invoice_number", "required": true},
                    {"target": "total", "source": "total_amount", "transform": ["round:2"]}],
         "line_items": null, "attach_file": false, "updated_at": "2026-03-21T14:12:00.000Z"}
        """;

    public const string MappingPreview = """{"document_id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n"}""";

    public const string Previewed = """
        {"document_id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "destination_id": "dst_01jpwr1m2x5c8v0b3n6k9h4g7f", "provider": "http",
         "payload": {"method": "POST", "url": "https://erp.example.com/api/invoices",
                     "headers": {"Idempotency-Key": "doc_01jpwq4q9m7q4q2k8dax1x1q5n-dst_01jpwr1m2x5c8v0b3n6k9h4g7f-1",
                                 "Content-Type": "application/json"},
                     "body": {"total": 178.50}},
         "complete": false,
         "missing": [{"member": "fields[0]", "target": "number", "source": "invoice_number", "line_id": null, "reason": "missing",
                      "message": "The document has no value for invoice_number, and number is required."}]}
        """;
}
