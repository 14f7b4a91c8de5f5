import MoatHost
import MoatModel
import MoatPipeline
import MoatRendering
import MoatVetting

extension VetSession {
  /// Refuses to go on where the network is needed and closed.
  func requireNetwork(_ why: String) throws {
    guard options.isOffline(in: host) else { return }
    throw CommandFailure.usage(
      "\(why), and the network is closed", hint: "leave out `--locked`, `--frozen` and `--offline`")
  }

  /// Reads the project and, with `--fetch`, fetches what its store depends on.
  static func openUpToDate(_ options: VetOptions, in host: Host) async throws -> VetSession {
    var session = try await open(options, in: host)
    try await session.fetchIfAsked()
    return session
  }

  /// With `--fetch`, fetches what the store depends on; without it, what the store has stands.
  mutating func fetchIfAsked() async throws {
    if options.fetch { try await fetch() }
  }

  /// Fetches what the store depends on.
  ///
  /// - Parameter acceptsChangedCriteria: whether imported criteria may have got another text.
  mutating func fetch(acceptsChangedCriteria: Bool = false) async throws {
    let imports = try VetImports(self)
    let outcome = try await imports.live(store, self)
    changedImports = outcome.changed
    if !changedImports.isEmpty {
      host.remark(
        TerminalText.neutralised(
          "note: changed since somebody accepted it: \(ShortList.text(changedImports)); "
            + "`cargo moat vet imports --update` shows how"))
    }
    do throws(ImportFailure) {
      use(
        try outcome.live.merged(
          into: store, graph: graph, criteria: criteria,
          acceptsChangedCriteria: acceptsChangedCriteria),
        releases: outcome.live.releases)
    } catch {
      throw VetMessages.imports(error)
    }
  }
}
