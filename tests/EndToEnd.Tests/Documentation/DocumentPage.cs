using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Wolfictl.EndToEnd.Tests.Documentation;

/// <summary>One Markdown page: what of it can be wrong. Lines count from 1.</summary>
internal sealed class DocumentPage
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePipeTables().UsePreciseSourceLocation().Build();

    private readonly MarkdownDocument _document;

    private DocumentPage(string text) => _document = Markdown.Parse(text, Pipeline);

    /// <summary>What <c>#</c> may be followed by, as GitHub names headings.</summary>
    public IEnumerable<string> Anchors => _document.Descendants<HeadingBlock>().Select(heading => heading.TryGetAttributes()?.Id).OfType<string>();

    public IEnumerable<(int Line, string Target)> Links => _document.Descendants<LinkInline>().Select(link => (link.Line + 1, link.Url ?? ""));

    /// <summary>Code within a line.</summary>
    public IEnumerable<(int Line, string Code)> Spans => _document.Descendants<CodeInline>().Select(code => (code.Line + 1, code.Content));

    /// <summary>Fenced blocks that a shell would read: of a console only what is typed. The line is that of the first of the script.</summary>
    public IEnumerable<(int Line, string Script)> Scripts =>
        from block in _document.Descendants<FencedCodeBlock>()
        let text = block.Lines.ToString()
        let script = block.Info switch { "sh" or "bash" or "shell" => text, "console" => Typed(text), _ => null }
        where script is not null
        select (block.Line + 2, script);

    public static DocumentPage Read(string path) => new(File.ReadAllText(path));

    // Lines that are not typed become empty, so that the others keep their numbers.
    private static string Typed(string console)
    {
        var goesOn = false;
        return string.Join('\n', console.Split('\n').Select(line =>
        {
            var typed = line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : goesOn ? line : "";
            goesOn = typed.EndsWith('\\');
            return typed;
        }));
    }
}
