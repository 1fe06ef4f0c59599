namespace Wolfictl.Submitter.Terminals;

/// <summary>What <c>-o</c> chooses.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON document on standard output.</summary>
    Json,
}
