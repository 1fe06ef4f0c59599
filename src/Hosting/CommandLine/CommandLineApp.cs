using System.CommandLine;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Hosting.CommandLine;

/// <summary>Runs a command line: wrong usage and known failures become one sentence on standard error and their exit status.</summary>
public static class CommandLineApp
{
    private const string DebugVariable = "WOLFICTL_DEBUG";

    /// <summary>Parses and runs; gives the exit status.</summary>
    /// <param name="root">The commands.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="explain">Turns the failures of the process's own libraries into a <see cref="CommandException"/>; none for those it does not know.</param>
    public static async Task<int> RunAsync(RootCommand root, string[] args, Func<Exception, CommandException?>? explain = null)
    {
        ArgumentNullException.ThrowIfNull(root);
        var parse = root.Parse(args);
        if (parse.Errors.Count > 0)
        {
            foreach (var error in parse.Errors)
            {
                await Console.Error.WriteLineAsync($"{root.Name}: {error.Message}").ConfigureAwait(false);
            }

            var command = string.Join(' ', Chain(parse.CommandResult.Command));
            await Console.Error.WriteLineAsync($"Run '{command} --help' for the flags and examples.").ConfigureAwait(false);
            return ExitCodes.Usage;
        }

        try
        {
            // Signals are each command's own matter: what Ctrl-C means differs.
            var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
            return await parse.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (Exception e) when ((e as CommandException ?? Known(e) ?? explain?.Invoke(e)) is { } known)
        {
            await Console.Error.WriteLineAsync($"{root.Name}: {known.Message}").ConfigureAwait(false);
            return known.ExitCode;
        }
        catch (Exception e)
        {
            // Not a person's mistake but ours.
            var detail = Environment.GetEnvironmentVariable(DebugVariable) is { Length: > 0 } ? e.ToString() : $"{e.GetType().Name}: {e.Message} ({DebugVariable}=1 shows where)";
            await Console.Error.WriteLineAsync($"{root.Name}: internal error: {detail}").ConfigureAwait(false);
            return ExitCodes.Failed;
        }

        IEnumerable<string> Chain(Command command) =>
            command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? Chain(parent).Append(command.Name) : [root.Name];
    }

    private static CommandException? Known(Exception e) => e switch
    {
        MessagingException => new CommandException(ExitCodes.Unreachable, e.Message, e),
        OperationCanceledException => new CommandException(ExitCodes.Interrupted, "interrupted", e),
        IOException or UnauthorizedAccessException => new CommandException(ExitCodes.Failed, e.Message, e),
        _ => null,
    };
}
