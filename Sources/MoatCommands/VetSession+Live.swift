import MoatHost
import MoatModel
import MoatPipeline
import MoatVetting

extension VetSession {
  /// Refuses to go on where the network is needed and closed.
  func requireNetwork(_ why: String) throws {
    guard options.isOffline(in: host) else { return }
    throw CommandFailure.usage(
      "\(why), and the network is closed", hint: "leave out `--locked`, `--frozen` and `--offline`")
  }

  /// Fetches what the store depends on. Where the network is closed, what the store has stands.
  ///
  /// - Parameter acceptsChangedCriteria: whether imported criteria may have got another text.
  mutating func goOnline(acceptsChangedCriteria: Bool = false) async throws {
    guard !options.isOffline(in: host) else {
      if !options.isLocked, !store.configuration.imports.isEmpty {
        host.remark("note: the network is closed: imports are as `imports.lock` has them")
      }
      return
    }
    let imports = try VetImports(self)
    let outcome = try await imports.live(store, self)
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
