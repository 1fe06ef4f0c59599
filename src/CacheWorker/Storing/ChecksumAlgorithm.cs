namespace Wolfictl.CacheWorker.Storing;

/// <summary>A checksum that melange looks files up by.</summary>
public enum ChecksumAlgorithm
{
    /// <summary>SHA-256, 64 hexadecimal digits.</summary>
    Sha256,

    /// <summary>SHA-512, 128 hexadecimal digits.</summary>
    Sha512,
}
