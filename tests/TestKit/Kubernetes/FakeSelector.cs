using System.Text.Json.Nodes;

namespace Wolfictl.TestKit.Kubernetes;

/// <summary>Label and field selectors: <c>a=b</c>, <c>a==b</c>, <c>a!=b</c>, and for labels <c>a</c> and <c>!a</c>, separated by commas.</summary>
internal sealed class FakeSelector(string? labels, string? fields)
{
    public bool Selects(JsonObject item) =>
        Split(labels).All(term => Holds(term, key => (string?)item["metadata"]?["labels"]?[key]))
        && Split(fields).All(term => Holds(term, key => (string?)key.Split('.').Aggregate((JsonNode?)item, (node, part) => node?[part])));

    private static string[] Split(string? terms) => (terms ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static bool Holds(string term, Func<string, string?> find)
    {
        if (term.Split("!=", 2) is [var unwantedKey, var unwanted])
        {
            return find(unwantedKey) != unwanted;
        }

        return term.Replace("==", "=", StringComparison.Ordinal).Split('=', 2) is [var key, var value] ? find(key) == value
            : term.StartsWith('!') ? find(term[1..]) is null
            : find(term) is not null;
    }
}
