import MoatCargo
import MoatHost
import MoatModel
import MoatPipeline
import MoatRendering
import MoatStore
import MoatSyntax
import MoatVetting

/// What goes wrong around a store, in words.
enum VetMessages {
  /// Why there is nothing to decide over.
  static func failure(_ failure: VetProject.Failure) -> CommandFailure {
    switch failure {
    case .path(let path, let reason): .usage("`\(path)` cannot be read: \(reason)", hint: nil)
    case .noLockfile:
      .undetermined(
        "there is no `Cargo.lock` here or above",
        hint: "run it in a Rust project, name one with `--project`, or give `--metadata`")
    case .lockfile(let error):
      .undetermined(
        "`\(error.path)` is refused: \(error.message)", hint: "`cargo moat check` says where")
    case .place(let malformed): place(malformed)
    case .folder(let failure): folder(failure)
    case .store(let errors): store(errors)
    case .features(let failure): .usage(failure.message, hint: failure.hint)
    case .metadata(let path, let why): .usage("`\(path)` is refused: \(why)", hint: nil)
    }
  }

  private static func place(_ malformed: VetStorePlace.Malformed) -> CommandFailure {
    switch malformed {
    case .syntax(let error, let source):
      at(source, error.span, .usage(error.message, hint: nil))
    case .wrongType(let key, let expected, let source, let span):
      at(source, span, .usage("`\(key)` must be \(expected)", hint: nil))
    case .twice(let source, let span):
      at(
        source, span,
        .usage("both the workspace and the package say where the store is", hint: "keep one"))
    }
  }

  private static func at(
    _ source: SourceText, _ span: SourceSpan, _ failure: CommandFailure
  ) -> CommandFailure {
    let position = LineIndex(source.bytes).position(at: span.lower)
    return .detailed(failure, ["--> \(source.path):\(position.line):\(position.column)"])
  }

  static func folder(_ failure: VetStoreFolder.Failure) -> CommandFailure {
    switch failure {
    case .missing(let path):
      .usage("there is no store in `\(path)`", hint: "`cargo moat vet init` makes one")
    case .exists(let path):
      .usage("`\(path)` is there already", hint: "`cargo moat vet` checks it")
    case .unreadable(let path, let why):
      .undetermined("`\(path)` cannot be read: \(why.message)", hint: nil)
    case .locked(let path):
      .undetermined(
        "`\(path)` is in use: another `cargo vet` or `cargo moat vet` runs",
        hint: "run it again when that has ended; nothing was written")
    case .changed(let path):
      .undetermined(
        "`\(path)` was changed by somebody else meanwhile",
        hint: "run it again; nothing was written")
    case .unwritable(let path, let why):
      .undetermined("`\(path)` cannot be written: \(why.message)", hint: "nothing was written")
    }
  }

  /// As many lines of a difference between a file and its canonical form are shown.
  private static let differenceLimit = 15

  /// Everything that is wrong with the files of a store.
  static func store(_ errors: VetStoreErrors) -> CommandFailure {
    guard let first = errors.errors.first else {
      return .fault("a store was refused without reason")
    }
    // What `--locked` asks for beyond a readable store is about the project, and not a wrong input.
    let isStrictness = errors.errors.allSatisfy { error in
      switch error.reason {
      case .notCanonical, .importsOutOfStep, .olderStore: true
      default: false
      }
    }
    if errors.errors.count == 1 {
      let lines = ["--> \(place(first))"] + difference(first)
      return .detailed(
        isStrictness
          ? .refused(first.message, hint: first.help) : .usage(first.message, hint: first.help),
        lines)
    }
    let lines = errors.errors.flatMap { error in
      ["\(place(error)): \(error.message)"] + difference(error)
    }
    let hints = Set(errors.errors.compactMap(\.help))
    let hint = hints.count == 1 ? hints.first : first.help
    let message = "the store has \(errors.errors.count) faults"
    return .detailed(
      isStrictness ? .refused(message, hint: hint) : .usage(message, hint: hint), lines)
  }

  private static func place(_ error: VetStoreError) -> String {
    "\(error.path):\(error.position.line):\(error.position.column)"
  }

  private static func difference(_ error: VetStoreError) -> [String] {
    guard case .notCanonical(let diff) = error.reason else { return [] }
    let lines = diff.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let shown = lines.prefix(differenceLimit).map { "  \($0)" }
    return lines.count > shown.count ? shown + ["  …"] : Array(shown)
  }

  /// A file that cannot be changed without a loss.
  static func edit(_ error: VetStoreEdit.Failure) -> CommandFailure {
    let failure = CommandFailure.refused(
      "`\(error.file.name)`: \(error.failure.message)", hint: error.failure.help)
    guard case .noPlace(let losses) = error.failure else { return failure }
    return .detailed(failure, losses.map { shown(VetStoreEdit.Loss(file: error.file, loss: $0)) })
  }

  /// Comments and keys that cargo-vet has no place for.
  static func losses(_ losses: [VetStoreEdit.Loss]) -> CommandFailure {
    .detailed(
      .refused(
        "formatting would drop \(Wording.counted(losses.count, "comment or unknown key", plural: "comments or unknown keys"))",
        hint: "move what should stay to `notes`; `--discard` drops the rest"), losses.map(shown))
  }

  /// `config.toml:3: # why`, on one line and safe to print.
  static func shown(_ loss: VetStoreEdit.Loss) -> String {
    let place = loss.loss.line.map { "\(loss.file.name):\($0)" } ?? loss.file.name
    let first = loss.loss.text.split(separator: "\n").first ?? ""
    return "\(place): \(TerminalText.neutralised(String(first)))"
  }

  /// Policies that do not fit the graph.
  static func policies(_ problems: [CratePolicyProblem]) -> CommandFailure {
    .detailed(
      .usage(
        problems.count == 1
          ? "a policy of the store does not fit" : "\(problems.count) policies do not fit",
        hint: problems.first?.help), problems.map(\.message))
  }

  /// Packages from elsewhere about which nobody decided whether they need audits.
  static func auditAs(_ problems: [AuditAsProblem]) -> CommandFailure {
    .detailed(
      .refused(
        problems.count == 1
          ? "one `audit-as-crates-io` has to be decided"
          : "\(problems.count) `audit-as-crates-io` have to be decided",
        hint: "\(problems.first?.help ?? ""); or `cargo moat vet regenerate audit-as-crates-io`"),
      problems.map(\.message))
  }

  /// What was fetched and does not fit the store.
  static func imports(_ failure: ImportFailure) -> CommandFailure {
    switch failure {
    case .changedCriteria(let changes):
      .detailed(
        .refused(
          "imported criteria were rewritten by their owners",
          hint: "if you agree, `cargo moat vet regenerate imports`"),
        changes.map { "`\($0.criterion)` of `\($0.importName)`" })
    default: .refused("an import does not fit the store: \(failure)", hint: nil)
    }
  }
}
