using System.Net;
using System.Text.Json;

namespace Wolfictl.Oci.Registry;

/// <summary>Reads all pages of a repository's tag list (distribution-spec, Listing Tags).</summary>
internal sealed class TagPages(RegistryHost registry, OciReference place)
{
    private const int MaxPages = 1000;
    private const int MaxPageBytes = 4 * 1024 * 1024;

    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken)
    {
        var access = new RegistryAccess(place.Repository!, Push: false);
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        var next = new Uri(registry.BaseUri, $"/v2/{place.Repository}/tags/list?n=1000");
        for (var page = 0; next is not null && page < MaxPages; page++)
        {
            using var response = await registry.SendAsync(new RegistryCall(HttpMethod.Get, next, access), cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                break;
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw await RegistryErrors.ReadAsync(response, place, null, "list the tags", cancellationToken).ConfigureAwait(false);
            }

            tags.UnionWith(Parse(await registry.ReadAsync(response, MaxPageBytes, cancellationToken).ConfigureAwait(false)));
            next = NextPage.Of(response, next);
        }

        return [.. tags];
    }

    private IEnumerable<string> Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return (OciJson.Read<TagList>(body.Span).Tags ?? []).Where(OciReference.IsTag);
        }
        catch (JsonException exception)
        {
            throw new OciException(OciErrorKind.Malformed, $"The tag list of {place.Name} is not valid JSON: {Text.Printable(exception.Message)}", exception)
            {
                Registry = place.Registry,
                Repository = place.Repository,
            };
        }
    }
}
