using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Numora.Delivery.Destinations;
using Numora.Delivery.Workflows;

namespace Numora.Operations;

// The settings of destinations and of workflow nodes.
static partial class MemberNotes
{
    const string JsonPathText = "A JSON path of members and indices, such as `$.data.id`";
    const string TemplateText = "may hold `{{names}}`: the schema's fields, `metadata.<key>`, `document.id`, `.external_id`, `.schema`, " +
        "`.created_at`, `key.<target>`, `payload.<target>`, `object`, `idempotency_key`";

    static readonly Dictionary<string, (string? Text, Action<OpenApiSchema>? Limit)> s_settings = new()
    {
        ["NewDestination.provider"] = (ProviderText, Words(Known.Providers)),
        ["NewDestination.config"] = ("The provider's settings; nothing secret.", null),
        ["NewDestination.credentials"] = ("The provider's secrets: kept encrypted, and in no answer.", null),
        ["NewDestination.display_name"] = ("For people; the provider's name unless said.", Length(1, NewDestinationRules.MaxDisplayName)),
        ["NewDestination.status"] = ("`active` unless said. To a paused one nothing new is sent.", null),
        ["DestinationChange.config"] = ("Replaces the settings as a whole.", null),
        ["DestinationChange.credentials"] = ("Replace those that are kept; null removes them; left out, they stay.", null),
        ["DestinationChange.display_name"] = (null, Length(1, NewDestinationRules.MaxDisplayName)),
        ["Destination.id"] = Id("dst"),
        ["Destination.provider"] = (ProviderText, Words(Known.Providers)),
        ["Destination.has_credentials"] = ("Whether credentials are kept. They cannot be shown.", null),
        ["DestinationTest.detail"] = ("What was reached, or why not, with the other side's own words.", null),

        ["Dynamics365Config.resource"] = ("The environment's own address: `https://contoso.crm4.dynamics.com`.", Uri),
        ["Dynamics365Config.tenant_id"] = ("Microsoft Entra's id of the organisation, or one of its domain names.", null),
        ["Dynamics365Config.authority"] = ("Who gives out tokens; `https://login.microsoftonline.com` unless said.", Uri),
        ["Dynamics365Config.api_version"] = ("`v9.2` unless said.", s => s.Pattern = @"^v[0-9]{1,2}\.[0-9]$"),
        ["Dynamics365Config.timeout_seconds"] = Seconds(120, 30),
        ["Dynamics365Config.app_url"] = ("Links to records open in this app: `https://…/main.aspx?appid=…`.", Uri),
        ["Dynamics365Credentials.client_id"] = ("The application's (client) id; it must be an application user of the environment.", null),
        ["Dynamics365Credentials.client_secret"] = ("The value of a client secret.", null),

        ["HttpConfig.url"] = ($"Where the record goes; path and query {TemplateText}.", null),
        ["HttpConfig.method"] = ("`POST` unless said.", Words(["POST", "PUT", "PATCH"])),
        ["HttpConfig.headers"] = ("By name; the values may hold the same names as the URL.", null),
        ["HttpConfig.content_type"] = ("`application/json` unless said; JSON in any case.", null),
        ["HttpConfig.idempotency_header"] = (
            "`Idempotency-Key` unless said; its value stays the same for a document, destination and approval.", null),
        ["HttpConfig.success"] = ("What an answer must be like to mean success; all of it. Any 2xx unless said.", null),
        ["HttpConfig.external_id"] = ($"Where the record's id is: {JsonPathText}, or `header:name`; the key's values unless said.", null),
        ["HttpConfig.external_url"] = (
            "Where a person can look at it: a JSON path, `header:name`, or a URL with `{{external_id}}`.", null),
        ["HttpConfig.error_message"] = ("JSON path of the other side's own words, for logs.", null),
        ["HttpConfig.find"] = ("How the record is looked up after a lost answer; without it, it is sent again.", null),
        ["HttpConfig.attach"] = ("How the original file is added, as a multipart form; without it, files do not go along.", null),
        ["HttpConfig.test"] = ("What `test` asks; `HEAD` of the URL up to its first name unless said.", null),
        ["HttpConfig.timeout_seconds"] = Seconds(120, 30),
        ["HttpSuccess.status"] = ("E.g. `[200, 201, 409]` where 409 means that it is there already.", null),
        ["HttpSuccess.exists"] = ("JSON paths under which there must be something.", null),
        ["HttpSuccess.not_exists"] = ("JSON paths under which there must be nothing: for systems that answer 200 with an error.", null),
        ["HttpSuccess.equals"] = ("Values by JSON path.", null),
        ["HttpFindConfig.url"] = ($"Asked by GET; {TemplateText}.", null),
        ["HttpFindConfig.external_id"] = ("JSON path in this answer; as `external_id` of the destination unless said.", null),
        ["HttpFindConfig.not_found"] = ("Statuses that mean that there is none; 404 unless said.", null),
        ["HttpFindConfig.exists"] = ("JSON paths under which there must be something, else there is none.", null),
        ["HttpFindConfig.same"] = (
            "Templates by JSON path: where all are equal the record holds what would be sent, and nothing is sent again.", null),
        ["HttpAttachConfig.url"] = ("`{{external_id}}` is the record's id.", null),
        ["HttpAttachConfig.method"] = ("`POST` unless said.", Words(["POST", "PUT"])),
        ["HttpAttachConfig.field_name"] = ("The form's field; `file` unless said.", null),
        ["HttpTestConfig.method"] = ("`HEAD` unless said.", Words(["HEAD", "GET"])),
        ["HttpTestConfig.url"] = ("Without names.", null),
        ["HttpCredentials.type"] = (
            "`bearer` (token), `basic` (username, password), `header` (name, value) or `oauth2_client_credentials` (token_url, " +
            "client_id, client_secret, scope, client_auth).", Words(["bearer", "basic", "header", "oauth2_client_credentials"])),
        ["HttpCredentials.client_auth"] = ("Where the token's server wants the secret; `body` unless said.", Words(["body", "basic"])),

        ["PostgresConfig.host"] = ("A name or an address.", null),
        ["PostgresConfig.port"] = ("5432 unless said.", s => (s.Minimum, s.Maximum) = ("1", "65535")),
        ["PostgresConfig.schema"] = ("Where tables without a schema of their own are; `public` unless said.", null),
        ["PostgresConfig.ssl_mode"] = (
            "`prefer` unless said. `disable` and `prefer` may end without encryption and reach only what the operator has listed.",
            Words(["disable", "prefer", "require", "verify-ca", "verify-full"])),
        ["PostgresConfig.ssl_root_certificate"] = ("PEM of a private authority that signed the server's certificate.", null),
        ["PostgresConfig.timeout_seconds"] = Seconds(120, 30),
        ["PostgresConfig.id_column"] = (
            "The record's own id: what lines point to, and the external id. Else both are the key's value.", null),
        ["PostgresConfig.file_column"] = ("A `bytea` column of the record's table for the original file.", null),
        ["PostgresConfig.lookups"] = ("By table: the column that is written where a value is looked up in it; `id` unless said.", null),

        ["FileDropConfig.format"] = ("What is written.", Words(["json", "csv", "ubl"])),
        ["FileDropConfig.folder"] = ("An absolute path on the host; this or `s3`.", null),
        ["FileDropConfig.s3"] = ("A bucket of an S3-compatible service; this or `folder`.", null),
        ["FileDropConfig.name"] = ("The file's name without extension, with any source of a mapping; `{{document.id}}` unless said.", null),
        ["FileDropConfig.attach_file"] = ("Whether the original file may be laid beside it; true unless said.", null),
        ["FileDropConfig.separator"] = ("CSV only: `,` unless said.", Words([",", ";", "\t"])),
        ["FileDropConfig.byte_order_mark"] = ("CSV only: whether it begins with one, as some programs want it.", False),
        ["FileDropConfig.allow_incomplete"] = ("UBL only: whether it is written although mandatory terms are missing.", False),
        ["S3Config.endpoint"] = ("The service's address, e.g. `https://s3.eu-central-1.amazonaws.com`.", Uri),
        ["S3Config.region"] = ("Part of the signature; `us-east-1` unless said.", null),
        ["S3Config.prefix"] = ("What every key begins with: `invoices/2026/`.", null),
        ["S3Config.force_path_style"] = (
            "Whether the bucket stands in the path; true unless said.", s => s.Default = JsonValue.Create(true)),

        ["ValidateConfig.required"] = ("Fields that must be there.", null),
        ["ValidateConfig.min_confidence"] = Share("What each of them must have at least; a corrected value has 1."),
        ["ValidateConfig.conditions"] = ("Must all hold.", s => s.MaxItems = WorkflowRules.MaxConditions),
        ["HttpRequestConfig.url"] = ("May hold `{{names}}` in path and query.", null),
        ["HttpRequestConfig.method"] = ("`POST` unless said.", Words(["GET", "POST", "PUT", "PATCH", "DELETE"])),
        ["HttpRequestConfig.headers"] = ("At most 20; `Idempotency-Key` is set by itself.", null),
        ["HttpRequestConfig.body"] = (
            "JSON whose strings may hold `{{names}}`; a string that is one name alone keeps the value's type. Left out: none.", null),
        ["HttpRequestConfig.timeout_seconds"] = Seconds(120, 30),
        ["NotifyConfig.url"] = (
            "Of the chat's incoming webhook; gets `{\"text\": …, \"document_id\", \"run_id\", \"workflow_id\"}`.", null),
        ["NotifyConfig.message"] = ("May hold `{{names}}`.", null),
    };

    static (string?, Action<OpenApiSchema>?) Seconds(int most, int unlessSaid) => ("For one request, answer included.",
        s => (s.Minimum, s.Maximum, s.Default) = ("1", $"{most}", JsonValue.Create(unlessSaid)));
}
