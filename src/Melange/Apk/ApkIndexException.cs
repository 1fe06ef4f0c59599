namespace Wolfictl.Melange.Apk;

/// <summary>A package index cannot be read, is too large, or is not signed by a key that was given.</summary>
public sealed class ApkIndexException : MelangeException
{
    /// <summary>An error of an index.</summary>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="inner">What it came from, if anything.</param>
    public ApkIndexException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
