using System.Net.Http.Headers;
using Wolfictl.CacheWorker.Storing;

namespace Wolfictl.CacheWorker.Fetching;

/// <summary>What an answer says of the file it brings: how long it is, by what it is known again, and where its bytes belong.</summary>
internal static class AnswerRange
{
    /// <summary>Whether a 206 brings just the bytes from <paramref name="from"/> to the end of the file that was begun.</summary>
    public static bool Continues(HttpResponseMessage answer, long from, long? length) =>
        answer.Content.Headers.ContentRange is { Unit: "bytes", From: { } first, To: { } last } range
        && first == from
        && (range.Length is not { } total || (last == total - 1 && (length is null || length == total)))
        && (answer.Content.Headers.ContentLength is not { } bytes || bytes == last - first + 1);

    /// <summary>The size of the whole, where the answer tells it.</summary>
    public static long? LengthOf(HttpResponseMessage answer) => (int)answer.StatusCode == 206
        ? answer.Content.Headers.ContentRange?.Length
        : answer.Content.Headers.ContentLength;

    public static PartialOrigin OriginOf(HttpResponseMessage answer, Place place) => new()
    {
        Uri = place.Uri.AbsoluteUri,
        Validator = StrongTag(answer.Headers.ETag) ?? StrongDate(answer),
        Length = LengthOf(answer),
    };

    private static string? StrongTag(EntityTagHeaderValue? tag) => tag is { IsWeak: false } ? tag.Tag : null;

    /// <summary>A date is strong if it lies at least a second before the answer's own (RFC 9110, 8.8.2.2).</summary>
    private static string? StrongDate(HttpResponseMessage answer) =>
        answer.Content.Headers.LastModified is { } modified && answer.Headers.Date is { } date && date - modified >= TimeSpan.FromSeconds(1)
            ? modified.ToString("r", System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
