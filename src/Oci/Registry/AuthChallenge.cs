using System.Net.Http.Headers;

namespace Wolfictl.Oci.Registry;

/// <summary>A <c>WWW-Authenticate</c> header's scheme and parameters (RFC 9110, 11.6.1).</summary>
internal sealed record AuthChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    public static IReadOnlyList<AuthChallenge> Of(HttpResponseMessage response) =>
        [.. response.Headers.WwwAuthenticate.Select(header => new AuthChallenge(header.Scheme.ToUpperInvariant(), Parse(header)))];

    private static Dictionary<string, string> Parse(AuthenticationHeaderValue header)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var rest = header.Parameter.AsSpan();
        while (!rest.IsEmpty)
        {
            var equals = rest.IndexOf('=');
            if (equals < 0)
            {
                break;
            }

            var name = rest[..equals].Trim().Trim(',').Trim().ToString();
            rest = rest[(equals + 1)..].TrimStart();
            int end;
            if (rest.StartsWith("\""))
            {
                end = rest[1..].IndexOf('"');
                if (end < 0)
                {
                    break;
                }

                parameters.TryAdd(name, rest.Slice(1, end).ToString());
                end += 2;
            }
            else
            {
                end = rest.IndexOf(',');
                end = end < 0 ? rest.Length : end;
                parameters.TryAdd(name, rest[..end].Trim().ToString());
            }

            rest = rest[end..].TrimStart().TrimStart(',');
        }

        return parameters;
    }
}
