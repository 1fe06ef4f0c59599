using System.CommandLine;
using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Melange.Planning;
using Wolfictl.Submitter.Planning;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Commands;

/// <summary><c>wolfictl plan</c>.</summary>
internal static class PlanCommand
{
    private const string Help = """
        Print what would be built, in which order, and why.

        Examples:
          wolfictl plan brotli git-lfs
          wolfictl plan -o names --since origin/main
          wolfictl plan --dependents openssl -a x86_64
          wolfictl plan -r https://packages.example.org/os -k packages.rsa.pub brotli
          wolfictl plan --durations last-week.json --machines 16
          wolfictl plan -o dot brotli | dot -Tsvg > brotli.svg

        Exit status: 0 done, 2 wrong usage or input.
        """;

    public static Command Create()
    {
        var flags = new PlanFlags("those that .wolfictl.yaml names, else all");
        var dependents = new Option<bool>("--dependents") { Description = "What needs the packages named, however indirectly: what must be rebuilt when they change" };
        var since = new Option<string>("--since") { Description = "The packages whose configuration or source folder changed since a git revision", HelpName = "REV" };
        var strict = new Option<bool>("--strict") { Description = "A circle of packages that need each other is an error" };
        var durations = new Option<string>("--durations") { Description = "JSON object of seconds by package: tells the critical path and the least time", HelpName = "FILE" };
        var machines = new Option<int?>("--machines") { Description = "Least time with so many machines, with --durations" };
        var format = new ChoiceOption<PlanFormat>("Output format", PlanFormat.Text, "-o", "--output");
        var command = new Command("plan", Help) { dependents, since, strict, durations, machines, format };
        flags.AddTo(command);
        command.SetAction(async (parse, _) =>
        {
            using var interrupts = new Interrupts();
            var options = flags.Read(parse) with { Dependents = parse.GetValue(dependents), Since = parse.GetValue(since), Strict = parse.GetValue(strict) };
            if (options is { Only: true, Dependents: true })
            {
                throw new CommandException(ExitCodes.Usage, "--only and --dependents don't go together: the one leaves out what the other asks for.");
            }

            if (parse.GetValue(machines) is < 1)
            {
                throw new CommandException(ExitCodes.Usage, "--machines: at least 1 is expected.");
            }

            var known = parse.GetValue(durations) is { } file ? PackageDurations.Load(file) : null;
            var planned = await DirectoryPlan.ReadAsync(options, Architectures.All, interrupts.Token).ConfigureAwait(false);
            using var output = new StreamWriter(Console.OpenStandardOutput(), Console.Out.Encoding, 64 * 1024);
            Write(output, planned.Plan, format.Read(parse), known, parse.GetValue(machines));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(TextWriter output, BuildPlan plan, PlanFormat format, PackageDurations? durations, int? machines)
    {
        switch (format)
        {
            case PlanFormat.Json:
                output.WriteLine(JsonSerializer.Serialize(PlanReport.Of(plan, a => PlanShape.Of(a, durations, machines)), SubmitterJson.Default.PlanReport));
                break;
            case PlanFormat.Dot:
                PlanGraphText.WriteDot(output, plan);
                break;
            case PlanFormat.Mermaid:
                PlanGraphText.WriteMermaid(output, plan);
                break;
            case PlanFormat.Make:
                PlanGraphText.WriteMake(output, plan);
                break;
            case PlanFormat.Names:
                PlanGraphText.WriteNames(output, plan);
                break;
            default:
                PlanText.Write(output, plan);
                output.WriteLine();
                foreach (var architecture in plan.Architectures)
                {
                    PlanShape.Of(architecture, durations, machines).Write(output);
                }

                break;
        }
    }
}
