namespace Wolfictl.Oci.Registry;

/// <summary>Reads small bodies without trusting their announced length.</summary>
internal static class BoundedContent
{
    /// <exception cref="OciException">Of kind <see cref="OciErrorKind.TooLarge"/> when there is more than <paramref name="limit"/> bytes.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var body = new MemoryStream();
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (body.Length + read > limit)
                {
                    throw TooLarge(limit);
                }

                body.Write(buffer, 0, read);
            }

            return body.ToArray();
        }
    }

    private static OciException TooLarge(int limit) => new(OciErrorKind.TooLarge, $"The registry's answer is longer than {limit} bytes.");
}
