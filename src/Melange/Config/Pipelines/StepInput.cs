namespace Wolfictl.Melange.Config.Pipelines;

/// <summary>One input that is given with a step.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its text, as written.</param>
public sealed record StepInput(string Name, SourceText Text);
