using Wolfictl.TestKit.Processes;

namespace Wolfictl.EndToEnd.Tests.Documentation;

/// <summary>Checks pages of a checkout: links and anchors lead somewhere, scripts parse, commands are there.</summary>
internal sealed class DocumentationLint(string root)
{
    private readonly CommandCheck _commands = new(root);
    private readonly List<string> _findings = [];

    /// <summary>What is wrong, as <c>page:line: what</c>.</summary>
    public IReadOnlyList<string> Findings => _findings;

    public int Links { get; private set; }

    public int Commands => _commands.Checked;

    /// <summary>README.md, CONTRIBUTING.md and all pages below docs, relative to the root.</summary>
    public IEnumerable<string> Pages() =>
        new[] { "README.md", "CONTRIBUTING.md" }
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path)))
            .Order(StringComparer.Ordinal);

    public async Task CheckAsync(string page)
    {
        var read = DocumentPage.Read(Path.Combine(root, page));
        foreach (var (line, target) in read.Links.Where(link => !link.Target.Contains("://", StringComparison.Ordinal)))
        {
            Links++;
            Tell(page, line, LinkProblem(page, target));
        }

        foreach (var (line, script) in read.Scripts)
        {
            // -n: it is read and not run.
            var bash = await ChildProcess.RunAsync("bash", ["-n", "-c", script]);
            Tell(page, line, bash.ExitCode == 0 ? null : $"bash can't read this: {bash.ErrorText}");
            foreach (var command in ShellReader.Read(script))
            {
                Tell(page, line + command.Line - 1, await _commands.ProblemAsync(command));
            }
        }

        foreach (var (line, code) in read.Spans)
        {
            foreach (var command in ShellReader.Read(code))
            {
                Tell(page, line, await _commands.ProblemAsync(command));
            }
        }
    }

    private string? LinkProblem(string page, string target)
    {
        var hash = target.IndexOf('#', StringComparison.Ordinal);
        var file = hash < 0 ? target : target[..hash];
        var path = file.Length == 0 ? Path.Combine(root, page) : Path.GetFullPath(Path.Combine(root, Path.GetDirectoryName(page)!, Uri.UnescapeDataString(file)));
        if (!path.StartsWith(Path.TrimEndingDirectorySeparator(root) + "/", StringComparison.Ordinal) || !Path.Exists(path))
        {
            return $"the link {target} leads nowhere";
        }

        return hash < 0 || DocumentPage.Read(path).Anchors.Contains(target[(hash + 1)..]) ? null : $"the link {target} leads to no heading";
    }

    private void Tell(string page, int line, string? problem)
    {
        if (problem is not null)
        {
            _findings.Add($"{page}:{line}: {problem}");
        }
    }
}
