namespace Wolfictl.EndToEnd.Tests.Documentation;

/// <summary>One command of a script: the line it begins on, from 1, and its words, unquoted, without assignments before it and without redirections.</summary>
internal sealed record ShellCommand(int Line, IReadOnlyList<string> Words);
