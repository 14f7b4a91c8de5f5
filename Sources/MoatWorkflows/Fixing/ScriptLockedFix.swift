import MoatFindings
import MoatModel
import MoatShell

/// `--locked` for commands of Cargo in Dockerfiles, Makefiles, justfiles and scripts.
///
/// As in steps, an install is safe and a build is not. Bytes are put in and none is changed; the
/// result is read again, and must run the same commands but for the option.
struct ScriptLockedFix {
  private let file: ScriptFile
  /// Where the rules found something, by rule.
  private let found: [String: Set<SourceSpan>]

  /// - Parameter findings: what the rules found in the file, without what the project has decided to
  ///   live with.
  init(_ file: ScriptFile, _ findings: [Finding]) {
    self.file = file
    var found: [String: Set<SourceSpan>] = [:]
    for finding in findings {
      for label in [finding.primary] + finding.related where label.path == file.source.path {
        if let span = label.span { found[finding.rule, default: []].insert(span) }
      }
    }
    self.found = found
  }

  private struct Place: Hashable, Comparable {
    /// The subcommand.
    let span: SourceSpan
    let subcommand: String
    /// Nil where the option cannot be put in.
    let offset: Int?

    var isInstall: Bool { subcommand == "install" }
    var rule: any WorkflowRule.Type {
      isInstall ? CargoInstallUnlocked.self : CargoUnlocked.self
    }

    static func < (left: Place, right: Place) -> Bool { left.span.lower < right.span.lower }
  }

  func make(allowsUnsafe: Bool) -> FixBatch.Outcome {
    let places = places
    let lines = LineIndex(file.source.bytes)
    func entry(_ place: Place, because why: String? = nil) -> FixedFile.Entry {
      FixedFile.Entry(
        rule: place.rule.info.id, line: lines.position(at: place.span.lower).line,
        message: "add `--locked` to `cargo \(place.subcommand)`", because: why)
    }
    var outcome = FixBatch.Outcome(text: file.source)
    let chosen = places.filter { $0.offset != nil && (allowsUnsafe || $0.isInstall) }
    if let text = text(with: chosen.compactMap(\.offset)) {
      outcome.text = text
      outcome.made = chosen.map { entry($0) }
    } else {
      outcome.left = chosen.map {
        entry($0, because: "the file's layout does not let it be written in")
      }
    }
    for place in places where place.offset == nil {
      outcome.left.append(entry(place, because: "the command is put together from parts"))
    }
    if !allowsUnsafe {
      outcome.offered = places.filter { $0.offset != nil && !$0.isInstall }.map {
        entry($0, because: LockedFix.whyUnsafe)
      }
    }
    return outcome
  }

  /// Where a rule misses the option, in order. A function that is called twice has one place.
  private var places: [Place] {
    let places = file.sequences.flatMap(\.parts).flatMap { part in
      part.script.commands.compactMap { place(of: $0, in: part) }
    }
    return Set(places).sorted()
  }

  private func place(of command: ShellCommand, in part: ScriptPart) -> Place? {
    guard let cargo = CargoInvocation(command), cargo.isLocked == .no,
      let subcommand = cargo.subcommandWord.known
    else { return nil }
    let word = part.span(cargo.subcommandWord.range)
    let bytes = file.source.bytes
    let isPlain =
      word.lower >= 0 && word.upper <= bytes.count && word.lower <= word.upper
      && bytes[word.lower..<word.upper].elementsEqual(subcommand.utf8)
      && cargo.lockedPlace == cargo.subcommandWord.range.upperBound
    let place = Place(span: word, subcommand: subcommand, offset: isPlain ? word.upper : nil)
    let isFound = found[place.rule.info.id]?.contains(part.span(command.range)) ?? false
    return isFound ? place : nil
  }

  /// The file with the option at each place; nil if that would change anything else.
  private func text(with offsets: [Int]) -> SourceText? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(file.source.bytes.count + offsets.count * Self.option.utf8.count)
    var start = 0
    for offset in offsets {
      bytes += file.source.bytes[start..<offset]
      bytes += Self.option.utf8
      start = offset
    }
    bytes += file.source.bytes[start...]
    let new = SourceText(path: file.source.path, bytes: bytes)
    return Self.commands(of: ScriptFile(kind: file.kind, source: new)) == Self.commands(of: file)
      ? new : nil
  }

  private static let option = " --locked"

  /// The words of every command, without the option.
  private static func commands(of file: ScriptFile) -> [[ShellText]] {
    file.sequences.flatMap(\.parts).flatMap(\.script.commands).map { command in
      command.words.map(\.text).filter { $0.known != "--locked" }
    }
  }
}
