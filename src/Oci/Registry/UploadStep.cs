using System.Net;

namespace Wolfictl.Oci.Registry;

/// <summary>What one request of an upload has come to.</summary>
internal sealed record UploadStep
{
    /// <summary>Bytes that the registry has, after a chunk that it took.</summary>
    public long Offset { get; private init; }

    /// <summary>Whether the blob is stored.</summary>
    public bool IsStored { get; private init; }

    /// <summary>Whether the registry named the digest that it stored.</summary>
    public bool IsConfirmed { get; private init; }

    /// <summary>Why it failed; null if it did not.</summary>
    public OciException? Failure { get; private init; }

    /// <summary>Whether the same may go well later, or in another upload.</summary>
    public bool MayPass { get; private init; }

    /// <summary>Whether a registry that takes no chunks would say so.</summary>
    public bool IsRefusal { get; private init; }

    /// <summary>Whether chunks were sent up to here.</summary>
    public bool HadChunks { get; init; }

    public static UploadStep At(long offset) => new() { Offset = offset };

    public static UploadStep Stored(bool isConfirmed) => new() { IsStored = true, IsConfirmed = isConfirmed };

    /// <summary>A connection that was cut or never came about.</summary>
    public static UploadStep Cut(OciException failure) => new() { Failure = failure, MayPass = true };

    public static UploadStep Failed(HttpStatusCode status, OciException failure) => new()
    {
        Failure = failure,
        // Not found is an upload that was lost, an unsatisfiable range one that is elsewhere than we think.
        MayPass = RetryDelay.MayPass(status) || status is HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable,
        IsRefusal = status is HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed or HttpStatusCode.LengthRequired or HttpStatusCode.UnsupportedMediaType
            or HttpStatusCode.NotImplemented,
    };
}
