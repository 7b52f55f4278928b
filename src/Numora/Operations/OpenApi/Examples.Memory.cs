namespace Numora.Operations;

// Vendor memory.
static partial class Examples
{
    public const string Memory = """
        {"id": "mem_01jpwq9b0c3x6m2k8dax1x1q5n", "schema": "invoice_v2", "field": "invoice_number", "kind": "correction",
         "vendor": "Nordlicht Werkzeugbau GmbH", "value": null, "label": "Belegkennung", "page": 1,
         "taught_by": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "taught_at": "2026-03-21T14:20:03.119Z", "actor": "n8n, production",
         "active": true, "contradicted_by": []}
        """;

    public const string Forgotten = """{"id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "forgotten": 12}""";
}
