internal import ArgumentParser
import MoatHost
import MoatRendering

struct VetGraphCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Print the graph that vetting decides over.",
    discussion: """
      A mermaid diagram, which GitHub draws, or JSON with every package: where it comes from, whether \
      it needs audits, whether only tests need it, and its edges by kind.
      """, aliases: ["dump-graph"])

  @Option(
    help: "How much: roots, workspace, first-party, first-party-and-directs or full.")
  var depth = VetGraphRenderer.Depth.firstParty

  @Flag(help: "Print JSON, of the whole graph.") var json = false

  @OptionGroup(title: "Project and store") var vet: VetOptions

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.open(vet, in: host)
    let renderer = VetGraphRenderer(session.graph)
    try host.say(json ? renderer.json() : renderer.mermaid(depth))
    session.remarkGaps()
    return .clean
  }
}

extension VetGraphRenderer.Depth: ExpressibleByArgument {}
