using Xunit;

namespace Wolfictl.TestKit.Requirements;

/// <summary>A fact that needs RabbitMQ and a registry, and with <c>corpus</c> real configurations, with <c>pika</c> that module of Debian's Python; skipped where the environment lacks one.</summary>
public sealed class RequiresFarmFactAttribute : FactAttribute
{
    public RequiresFarmFactAttribute(bool corpus = false, bool pika = false) =>
        Skip = Requirement.Broker ?? Requirement.Registry ?? (corpus ? Requirement.Corpus : null) ?? (pika ? Requirement.Pika : null);
}
