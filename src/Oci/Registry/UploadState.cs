namespace Wolfictl.Oci.Registry;

/// <summary>What one upload has come to.</summary>
internal sealed class UploadState
{
    /// <summary>Set when the bytes to send could not be read; then repeating is of no use.</summary>
    public Exception? SourceFailure { get; set; }
}
