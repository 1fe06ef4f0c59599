namespace Wolfictl.Oci.Registry;

/// <summary>The next page of a list: <c>Link: &lt;/v2/…&gt;; rel="next"</c> (RFC 5988), on the same registry only.</summary>
internal static class NextPage
{
    public static Uri? Of(HttpResponseMessage response, Uri current)
    {
        foreach (var link in response.Headers.TryGetValues("Link", out var values) ? values : [])
        {
            var end = link.IndexOf('>', StringComparison.Ordinal);
            if (link.StartsWith('<') && end > 0 && link.AsSpan(end).Contains("next", StringComparison.OrdinalIgnoreCase)
                && Uri.TryCreate(current, link[1..end], out var next) && next.Authority == current.Authority && next.Scheme == current.Scheme && next != current)
            {
                return next;
            }
        }

        return null;
    }
}
