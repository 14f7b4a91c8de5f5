package import MoatModel
package import MoatSyntax

/// Why a file of a store was refused: always an error of the user's files, never a finding.
package struct VetStoreError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case syntax(TOMLError)
    case missingKey(String, in: String)
    case unknownKey(String, in: String, known: [String])
    case wrongType(key: String, expected: String, found: String)
    /// A number below zero.
    case negative(key: String)
    /// Two keys of one table that Unicode takes for the same name.
    case sameName(String)
    /// Both `exemptions` and `unaudited`, its old name.
    case twoNames(String, String)
    case malformedVersion(String, VetVersion.Malformed)
    case malformedDelta(String)
    case malformedRequirement(String)
    case malformedDay(String)
    /// Not exactly one of `version`, `delta` and `violation`.
    case auditKind(found: [String])
    /// Not exactly one of `user-id` and `trusted-publisher`.
    case publisher(found: [String])
    case malformedStoreVersion(String)
    case newerStore(StoreVersion, known: StoreVersion)
    /// Only where nothing may be rewritten.
    case olderStore(StoreVersion, known: StoreVersion)
    case mixedPolicy(String)
    case samePolicy(String)
    case criteria(CriteriaError)
    case unknownCriteria(String, known: [String])
    /// A wildcard audit that would last longer than a year.
    case lateEnd(Day, latest: Day)
    /// The text is not what cargo-vet would write; a unified diff towards it, its lines as they are
    /// in the file and not safe to print.
    case notCanonical(diff: String)
    /// Why `imports.lock` does not fit `config.toml`.
    case importsOutOfStep(String)
  }

  package let reason: Reason
  package let path: String
  package let span: SourceSpan
  /// Where `span` begins, as people count.
  package let position: LineIndex.Position

  /// - Parameter lines: of `source`, whose lines are counted once for all errors.
  init(_ reason: Reason, in source: SourceText, lines: LineIndex, at span: SourceSpan) {
    self.reason = reason
    path = source.path
    self.span = span
    position = lines.position(at: span.lower)
  }

  /// For a single error: counts the lines of `source`.
  package init(_ reason: Reason, in source: SourceText, at span: SourceSpan) {
    self.init(reason, in: source, lines: LineIndex(source.bytes), at: span)
  }

  /// A phrase to put after the place.
  package var message: String {
    switch reason {
    case .syntax(let error): error.message
    case .missingKey(let key, let place): "\(place) has no `\(key)`"
    case .unknownKey(let key, let place, _): "`\(key)` is not a key of \(place)"
    case .wrongType(let key, let expected, let found):
      "`\(key)` must be \(expected), but is \(found)"
    case .negative(let key): "`\(key)` is below zero"
    case .sameName(let name): "`\(name)` is written twice in different Unicode spellings"
    case .twoNames(let name, let old): "both `\(name)` and `\(old)`, its old name, are there"
    case .malformedVersion(let text, let why): Self.message(text, why)
    case .malformedDelta(let text): "`\(text)` is not a change from one version to another"
    case .malformedRequirement(let text): "`\(text)` is not a version requirement"
    case .malformedDay(let text): "`\(text)` is not a day"
    case .auditKind(let found): "what the audit is about \(Self.amount(found))"
    case .publisher(let found): "the publisher \(Self.amount(found))"
    case .malformedStoreVersion(let text): "`\(text)` is not the version of a store"
    case .newerStore(let found, let known):
      "the store has version \(found), and only versions up to \(known) are known"
    case .olderStore(let found, let known): "the store has version \(found) and not \(known)"
    case .mixedPolicy(let name): "`\(name)` has policies with and without a version"
    case .samePolicy(let name): "`\(name)` has two policies"
    case .criteria(let error): error.message
    case .unknownCriteria(let name, _): "`\(name)` is not a criterion"
    case .lateEnd(let end, _): "a wildcard audit ends on \(end), more than a year from today"
    case .notCanonical: "the file is not written as cargo-vet writes it"
    case .importsOutOfStep(let why): "the file does not fit `config.toml`: \(why)"
    }
  }

  /// What to do; nil where the message says it.
  package var help: String? {
    switch reason {
    case .syntax(let error): error.help
    case .missingKey(let key, _): "add `\(key)`"
    case .unknownKey(_, _, let known): "the keys are \(Self.list(known))"
    case .wrongType, .negative: nil
    case .sameName, .samePolicy: "keep one of them"
    case .twoNames(let name, let old): "move what is below `\(old)` to `\(name)`"
    case .malformedVersion: "write `1.2.3`, or `1.2.3@git:` and the 40 digits of a commit"
    case .malformedDelta: "write `1.2.3 -> 1.2.4`"
    case .malformedRequirement: "write it as Cargo does, `<1.2` or `>=1, <1.2.3`"
    case .malformedDay: "write it as a string, \"YYYY-MM-DD\""
    case .auditKind: "say one of `version`, `delta` and `violation`"
    case .publisher: "say either `user-id` or `trusted-publisher`"
    case .malformedStoreVersion: "write \"\(StoreVersion.current)\""
    case .newerStore: "update Moat"
    case .olderStore: "run `cargo moat vet fmt`, and commit what it changes"
    case .mixedPolicy(let name): "give all policies of `\(name)` a version, or none"
    case .criteria(let error): error.help
    case .unknownCriteria(_, let known): "the criteria are \(Self.list(known))"
    case .lateEnd(_, let latest): "it can last until \(latest) and be renewed then"
    case .notCanonical: "run `cargo moat vet fmt`; it shows first what would be lost"
    case .importsOutOfStep: "run `cargo moat vet regenerate imports`"
    }
  }

  private static func message(_ text: String, _ why: VetVersion.Malformed) -> String {
    switch why {
    case .semver: "`\(text)` is not a version"
    case .unknownRevision: "`\(text)` names a revision that is not of git"
    case .gitRevision: "`\(text)` does not end in the 40 digits of a commit"
    }
  }

  private static func amount(_ found: [String]) -> String {
    found.isEmpty ? "is missing" : "is given more than once: \(list(found))"
  }

  private static func list(_ names: [String]) -> String {
    let quoted = names.map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "none" }
    return "\(quoted.dropLast().joined(separator: ", ")) and \(last)"
  }
}

/// Everything that is wrong with a store, in the order of its files.
package struct VetStoreErrors: Error, Hashable, Sendable {
  /// Never empty.
  package let errors: [VetStoreError]

  package init(_ errors: [VetStoreError]) { self.errors = errors }
}
