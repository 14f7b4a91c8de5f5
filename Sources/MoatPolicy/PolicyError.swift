package import MoatModel
package import MoatSyntax

/// Why a `moat.toml` was refused: always a usage error, never a finding.
package struct PolicyError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case syntax(TOMLError)
    case unknownKey(String, suggestion: String?)
    case unknownRule(String, suggestion: String?)
    case missingKey(String)
    case wrongType(key: String, expected: String, found: String)
    case notOneOf(key: String, choices: [String], found: String)
    case tooSmall(key: String, minimum: Int)
    case unsupportedVersion(Int)
    case unknownTarget(String, TargetTriple.Unknown, suggestion: String?)
    case notADay(String)
    case notARequirement(String)
    case notADigest(String)
    /// The name, version or checksum of a tool that is recorded.
    case notACrate(String)
    case notOneVersion(String)
    case notAChecksum(String)
    case notVersions(String)
    case notAFolderBelow(String)
    case notACrevID(String)
    case emptyReason
  }

  package let reason: Reason
  package let source: SourceText
  package let span: SourceSpan

  package var message: String {
    switch reason {
    case .syntax(let error): error.message
    case .unknownKey(let key, _): "`\(key)` is not a key of `moat.toml`"
    case .unknownRule(let id, _): "`\(id)` is neither a rule nor a group of rules"
    case .missingKey(let key): "the key `\(key)` is missing"
    case .wrongType(let key, let expected, let found):
      "`\(key)` must be \(expected), but is \(found)"
    case .notOneOf(let key, let choices, let found):
      "`\(key)` must be one of \(choices.map { "`\($0)`" }.joined(separator: ", ")), but is `\(found)`"
    case .tooSmall(let key, let minimum): "`\(key)` must be at least \(minimum)"
    case .unsupportedVersion(let version): "version \(version) of `moat.toml` is not known"
    case .unknownTarget(let name, _, _): "`\(name)` is not a target that is known"
    case .notADay(let text): "`\(text)` is not a day"
    case .notARequirement(let text): "`\(text)` does not name a crate and versions"
    case .notADigest(let text): "`\(text)` is not a digest"
    case .notACrate(let text): "`\(text)` is not the name of a crate"
    case .notOneVersion(let text): "`\(text)` is not one version"
    case .notAChecksum(let text): "`\(text)` is not a SHA-256"
    case .notVersions(let text): "`\(text)` is not a requirement on versions"
    case .notAFolderBelow(let text): "`\(text)` is not a folder below that of the lockfile"
    case .notACrevID(let text): "`\(text)` is not the id of a person in crev"
    case .emptyReason: "the reason is empty"
    }
  }

  package var help: String? {
    switch reason {
    case .syntax(let error): error.help
    case .unknownKey(_, let suggestion), .unknownRule(_, let suggestion):
      suggestion.map { "did you mean `\($0)`?" } ?? "`cargo moat config schema` lists what there is"
    case .missingKey(let key): key == "reason" ? "say why it is fine" : "add `\(key)`"
    case .unsupportedVersion: "write `version = 1`, or update Moat"
    case .unknownTarget(_, let why, let suggestion):
      suggestion.map { "did you mean `\($0)`?" } ?? why.hint
    case .notADay: "write it as `YYYY-MM-DD`"
    case .notARequirement: "write `name`, `name@1.2.3` or `name@<2`"
    case .notADigest: "write the 64 hex digits that `cargo moat build-scripts` shows"
    case .notACrate: nil
    case .notOneVersion: "write all of it and no operator, as in `1.2.3`"
    case .notAChecksum:
      "write 64 lowercase hex digits: `cksum` of the crate's index line, or what `sha256sum` says of the `.crate` file"
    case .notVersions: "write it as in a manifest: `=1.2.3`, `<2`"
    case .notAFolderBelow: "write a relative path without `..`"
    case .notACrevID: "an id is 43 characters, as `cargo crev id show` and proofs write it"
    case .emptyReason: "say why it is fine; the next reader needs it"
    case .wrongType, .notOneOf, .tooSmall: nil
    }
  }
}
