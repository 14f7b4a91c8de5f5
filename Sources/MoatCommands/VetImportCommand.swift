internal import ArgumentParser
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering
import MoatVetting

struct VetImportCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take over the audits that others publish.",
    discussion: """
      Adds an import to `config.toml`, reads it, shows what is in it, and takes over what the project \
      needs; exemptions that are not needed then go. Without an address NAME is one of the well-known \
      lists. What was read is recorded in `moat-imports.lock`: later versions of the list are shown \
      before they count (`cargo moat vet imports --update`).

      An address is `https://…`, a path, or `git+URL#REV:PATH`. cargo-vet understands the first \
      alone; to keep both tools at work, leave the public address here and say where Moat reads it \
      under `[vet.imports.NAME]` in `moat.toml`.

      Examples:
        cargo moat vet import google
        cargo moat vet import ours https://example.org/audits.toml
        cargo moat vet import zcash --map crypto-reviewed=safe-to-deploy
      """)

  @Argument(help: "What the import is called here, or the name of a well-known list.")
  var name: String

  @Argument(help: ArgumentHelp("Where the list is; several are merged.", valueName: "url"))
  var url: [String] = []

  @Option(
    help: ArgumentHelp(
      "Let a criterion of theirs count as one of this store; may be repeated.",
      valueName: "theirs=ours"))
  var map: [String] = []

  @Option(help: "Take over no audits of this crate; may be repeated.") var exclude: [String] = []

  @Flag(help: "Show what is in the list, and write nothing.") var dryRun = false

  @OptionGroup(title: "Project and store") var vet: VetOptions

  func run(in host: Host) async throws -> ExitStatus {
    let session = try await VetSession.open(vet, in: host)
    var store = session.store
    guard store.configuration.imports[name] == nil else {
      throw CommandFailure.usage(
        "`\(name)` is imported already", hint: "`cargo moat vet imports --update \(name)` renews it"
      )
    }
    let declaration = ImportDeclaration(
      urls: try urls(), exclude: exclude, criteriaMap: try criteriaMap(session.criteria))
    store.configuration.imports[name] = declaration
    let imports = try VetImports(session)
    let outcome = try await imports.live(store, of: [name], session)
    let lists = outcome.lists[name] ?? []
    imports.remarkDropped(name, lists)
    try describe(lists, declaration, session, in: host)
    let updated = try Self.updated(store, outcome, session)
    try host.say(VetImportEffect(of: updated, session).text)
    if dryRun { return .clean }
    try session.write(updated)
    try imports.accept(
      [name: lists], declared: Set(updated.configuration.imports.keys), at: session.now)
    let taken = updated.imports.audits[name] ?? AuditsFile()
    host.remark(
      "took over \(Wording.counted(taken.entryCount, "audit")) of "
        + Wording.counted(taken.crates.count, "locked crate"))
    return .clean
  }

  /// A store with what it needs of what was fetched, and without what nothing needs.
  static func updated(
    _ store: VetStore, _ outcome: LiveImportsReader.Outcome, _ session: VetSession,
    acceptsCriteria: Bool = false
  ) throws -> VetStore {
    do throws(ImportFailure) {
      let merged = try outcome.live.merged(
        into: store, graph: session.graph, criteria: session.criteria,
        acceptsChangedCriteria: acceptsCriteria, unread: outcome.stored)
      return StoreUpdate.updated(session.resolver(store, imports: merged), mode: .prune)
    } catch {
      throw VetMessages.imports(error)
    }
  }

  private func urls() throws -> [String] {
    guard url.isEmpty else { return url }
    if let known = WellKnownAudits.named(name) { return [known.url] }
    let names = WellKnownAudits.all.map(\.name)
    let near = MoatPolicy.Suggestion.nearest(to: name, among: names)
    throw CommandFailure.usage(
      "`\(name)` is no well-known list",
      hint: near.map { "did you mean `\($0)`?" }
        ?? "give its address; well known are \(names.joined(separator: ", "))")
  }

  private func criteriaMap(_ table: CriteriaTable) throws -> [String: [String]] {
    var criteria: [String: [String]] = [:]
    for text in map {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw CommandFailure.usage("`\(text)` maps nothing", hint: "write `--map theirs=ours`")
      }
      guard table.contains(parts[1]) else {
        throw CommandFailure.usage(
          "`\(parts[1])` is not a criterion of this store",
          hint: "one of \(table.names.map { "`\($0)`" }.joined(separator: ", "))")
      }
      criteria[parts[0], default: []].append(parts[1])
    }
    return criteria
  }

  private func describe(
    _ lists: [ImportedList], _ declaration: ImportDeclaration, _ session: VetSession, in host: Host
  ) throws {
    let locked = Set(session.graph.packages.filter(\.isThirdParty).map(\.name))
    var text = ""
    for list in lists {
      let file = list.joined
      text += TerminalText.neutralised(list.copy.from) + "\n"
      let commit = list.copy.commit.map { ", commit \($0.prefix(12))" } ?? ""
      text += "  \(Wording.thousands(list.copy.bytes.count)) bytes, SHA-256 "
      text += "\(list.copy.digest.hex)\(commit)\n"
      text += "  \(Wording.counted(file.entryCount, "audit")) of "
      text += Wording.counted(file.crates.count, "crate")
      text += ", \(Wording.thousands(file.crates.intersection(locked).count)) of them locked here\n"
      text += criteria(of: file, declaration, locked)
    }
    try host.say(text)
  }

  /// What becomes of criteria of the list's own: the built-in ones count as they are.
  private func criteria(
    of file: AuditsFile, _ declaration: ImportDeclaration, _ locked: Set<String>
  ) -> String {
    var text = ""
    var lost: [String] = []
    for criterion in file.criteria.keys.sorted() {
      let counts =
        declaration.criteriaMap[criterion] ?? Self.builtIn(impliedBy: criterion, file.criteria)
      if counts.isEmpty {
        lost.append(criterion)
      } else {
        text += "  criterion \(TerminalText.neutralised(criterion)) counts as "
        text += "\(counts.joined(separator: ", "))\n"
      }
    }
    guard let first = lost.first else { return text }
    let used = Self.crates(in: file, with: Set(lost)).intersection(locked).count
    let names = TerminalText.neutralised(lost.joined(separator: ", "))
    text += "  criteria that count for nothing, used for "
    text += "\(Wording.counted(used, "crate")) locked here: \(names)\n"
    text += "    `--map \(TerminalText.neutralised(first))=…` lets one count as one of yours\n"
    return text
  }

  /// What a criterion of a list counts as without a map: the built-in ones that it implies.
  private static func builtIn(
    impliedBy name: String, _ criteria: [String: CriteriaDefinition]
  ) -> [String] {
    do throws(CriteriaError) {
      let table = try CriteriaTable(criteria)
      let implied = table.set([name]).indices.map { table.names[$0] }
      return table.minimalNames(table.set(implied.filter(BuiltInCriteria.names.contains)))
    } catch {
      // Taking the list over says so.
      return []
    }
  }

  private static func crates(in file: AuditsFile, with criteria: Set<String>) -> Set<String> {
    let audits = file.audits.filter { _, entries in
      entries.contains { !criteria.isDisjoint(with: $0.criteria) }
    }
    let wildcards = file.wildcardAudits.filter { _, entries in
      entries.contains { !criteria.isDisjoint(with: $0.criteria) }
    }
    return Set(audits.keys).union(wildcards.keys)
  }
}
