internal import ArgumentParser
import MoatHost
import MoatModel
import MoatPipeline
import MoatReleases
import MoatRendering
import MoatVetting

/// Whether suggestions look at lists that the store does not import.
struct VetPeerOptions: ParsableArguments {
  @Flag(
    help: """
      Say nothing of well-known lists that are not imported. They are read with --fetch, and then \\
      remembered.
      """)
  var noRegistrySuggestions = false
}

/// The well-known lists that a store does not import, for hints.
struct VetPeers {
  /// Lists change every week; what is older than this may miss much.
  private static let staleDays = 30
  /// As many objections are shown.
  private static let objectionLimit = 10

  private let session: VetSession
  private let lists: WellKnownLists
  private let wanted: [WellKnownAudits]

  init(_ session: VetSession) throws {
    self.session = session
    lists = WellKnownLists(
      host: session.host, root: session.project.root, policy: try VetImports(session).policy,
      isOffline: session.options.isOffline(in: session.host))
    let imports = session.store.configuration.imports
    let urls = Set(imports.values.flatMap(\.urls))
    wanted = WellKnownAudits.all.filter { imports[$0.name] == nil && !urls.contains($0.url) }
  }

  /// The lists as they are recorded, with `--fetch` read anew. Says what could not be read, and what
  /// they have against packages that are locked.
  func find() async throws -> [SuggestionFacts.Peer] {
    let now = session.now
    if session.options.fetch {
      for (list, why) in try await lists.fetch(wanted, now: now) {
        remark("note: the list of \(list.name) could not be read: \(why)")
      }
    }
    let recorded = lists.recorded(wanted)
    if recorded.isEmpty, !wanted.isEmpty, !session.options.isLocked {
      if !session.options.fetch {
        remark(
          "note: whether others have read any of it is not known here; `--fetch` asks "
            + "\(Wording.counted(wanted.count, "organisation"))")
      }
    } else if let oldest = recorded.map(\.seen).min(),
      oldest < now.adding(days: -Self.staleDays)
    {
      remark(
        "note: lists of others are as they were \(oldest.age(at: now)); `--fetch` reads them anew")
    }
    let peers = recorded.compactMap { recorded -> SuggestionFacts.Peer? in
      do throws(ImportFailure) {
        return SuggestionFacts.Peer(
          name: recorded.list.name, urls: [recorded.list.url],
          audits: try LiveImports.file(
            of: recorded.list.name, [recorded.audits], as: nil, criteria: session.criteria))
      } catch {
        remark("note: \(error.message)")
        return nil
      }
    }
    remarkObjections(of: peers)
    return peers
  }

  private func remarkObjections(of peers: [SuggestionFacts.Peer]) {
    var lines: [String] = []
    for peer in peers {
      for objection in peer.objections(to: session.graph) {
        let criteria = objection.audit.criteria.joined(separator: ", ")
        lines.append(
          "warning: \(peer.name) says that `\(objection.crate) \(objection.version)` is not "
            + "\(criteria.isEmpty ? "what it should be" : criteria)"
            + (objection.audit.notes.map { ": \($0.prefix { !$0.isNewline })" } ?? ""))
      }
    }
    for line in lines.prefix(Self.objectionLimit) { remark(line) }
    if lines.count > Self.objectionLimit {
      remark("warning: and \(lines.count - Self.objectionLimit) more such")
    }
  }

  private func remark(_ text: String) { session.host.remark(TerminalText.neutralised(text)) }
}
