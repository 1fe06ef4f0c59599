using System.Globalization;

namespace Wolfictl.TestKit.Origin;

/// <summary>The ways of origins, good and bad.</summary>
public static class Replies
{
    private static readonly byte[] Zeros = new byte[64 << 10];

    /// <summary>An empty answer.</summary>
    public static OriginReply Status(int status) => new() { Status = status };

    /// <summary>A file as it should be served: strong entity tag, ranges with If-Range.</summary>
    public static Func<OriginRequest, OriginReply> File(ReadOnlyMemory<byte> content, string tag = "\"one\"") => request =>
    {
        var from = request.RangeStart is { } start && (request.Header("If-Range") is not { } known || known == tag) ? start : 0;
        return from == 0 ? Whole(content).With("ETag", tag).With("Accept-Ranges", "bytes")
            : from >= content.Length ? Status(416).With("Content-Range", $"bytes */{content.Length}")
            : Part(content, from, from, content.Length).With("ETag", tag);
    };

    /// <summary>A file known by its date instead of a tag.</summary>
    public static Func<OriginRequest, OriginReply> DatedFile(ReadOnlyMemory<byte> content, DateTimeOffset modified)
    {
        var date = modified.ToString("r", CultureInfo.InvariantCulture);
        return request => request.RangeStart is { } start && request.Header("If-Range") == date
            ? Part(content, start, start, content.Length).With("Last-Modified", date)
            : Whole(content).With("Last-Modified", date);
    }

    /// <summary>A file in one piece, whatever is asked: no ranges, no tag.</summary>
    public static OriginReply Whole(ReadOnlyMemory<byte> content) => new() { Length = content.Length, Body = body => body.WriteAsync(content) };

    /// <summary>A 206 that claims to start at one offset, in a file of some size, and sends the bytes from another.</summary>
    public static OriginReply Part(ReadOnlyMemory<byte> content, long claimed, long sent, long total)
    {
        var rest = content[(int)sent..];
        return new OriginReply { Status = 206, Length = rest.Length, Body = body => body.WriteAsync(rest) }
            .With("Content-Range", $"bytes {claimed}-{claimed + rest.Length - 1}/{total}");
    }

    /// <summary>Announces the whole answer, sends so much of it, then resets the connection.</summary>
    public static OriginReply Cut(OriginReply whole, ReadOnlyMemory<byte> content, int after) => whole with
    {
        Body = async body =>
        {
            await body.WriteAsync(content[..after]);

            // A reset discards what the client has not read yet: it must have it first.
            await Task.Delay(30, body.Stopped);
            body.Reset();
        },
    };

    /// <summary>A byte at a time; <paramref name="pause"/> says when the next may go.</summary>
    public static OriginReply Drip(ReadOnlyMemory<byte> content, Func<CancellationToken, Task> pause) => new()
    {
        Length = content.Length,
        Body = async body =>
        {
            for (var i = 0; i < content.Length; i++)
            {
                await body.WriteAsync(content.Slice(i, 1));
                await pause(body.Stopped);
            }
        },
    };

    /// <summary>Sends so much of a whole and then nothing any more, the connection left open.</summary>
    public static OriginReply Stall(ReadOnlyMemory<byte> content, int after) => Whole(content).With("ETag", "\"one\"") with
    {
        Body = async body =>
        {
            await body.WriteAsync(content[..after]);
            await Task.Delay(Timeout.Infinite, body.Stopped);
        },
    };

    /// <summary>Zeros for ever; with or without a length that says so.</summary>
    public static OriginReply Endless(long? claimed = null) => new()
    {
        Length = claimed,
        Body = async body =>
        {
            while (!body.Stopped.IsCancellationRequested)
            {
                await body.WriteAsync(Zeros);
            }
        },
    };

    /// <summary>A redirect.</summary>
    public static OriginReply Redirect(string location, int status = 302) => Status(status).With("Location", location);
}
