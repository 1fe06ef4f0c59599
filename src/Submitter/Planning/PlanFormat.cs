namespace Wolfictl.Submitter.Planning;

/// <summary>What <c>plan -o</c> chooses.</summary>
internal enum PlanFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>A graph for Graphviz.</summary>
    Dot,

    /// <summary>A graph for Mermaid.</summary>
    Mermaid,

    /// <summary>Rules for make: each target after those that it needs.</summary>
    Make,

    /// <summary>One package a line, in build order.</summary>
    Names,
}
