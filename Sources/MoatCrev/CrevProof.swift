package import MoatModel

/// A statement that its author signed.
///
/// A value proves that the signature fits the bytes; not that the author is trusted.
package struct CrevProof: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case review(CrevReview)
    case trust(CrevTrustStatement)
  }

  package let author: CrevID
  /// Where the author says that their proofs are.
  package let authorURL: String?
  /// When it was made, by its author's word.
  package let date: Timestamp
  package let content: Content
  /// Of the signed bytes.
  package let digest: CrevDigest
  /// Where it stands.
  package let path: String
  package let span: SourceSpan
}

/// Somebody in a proof, with the address they or others gave.
package struct CrevPerson: Hashable, Sendable {
  package let id: CrevID
  package let url: String?
}

/// How much the author trusts others.
package struct CrevTrustStatement: Hashable, Sendable {
  package let people: [CrevPerson]
  package let level: CrevTrust
  package let comment: String
  /// Those whose opinion about the same people is to be ignored.
  package let overrides: [CrevPerson]
}

/// What the author read of a package.
package struct CrevReview: Hashable, Sendable {
  package let package: CrevPackage
  /// Set for a review of a change: only what changed since this was read.
  package let base: CrevPackage?
  /// nil where the proof only reports something and is no review.
  package let quality: Quality?
  package let issues: [Issue]
  package let advisories: [Advisory]
  package let isUnmaintained: Bool
  /// Names of packages to use instead.
  package let alternatives: [String]
  package let comment: String
  /// Those whose reviews of the same version are to be ignored.
  package let overrides: [CrevPerson]
  /// The program that made the review.
  package let agent: Agent?

  package struct Quality: Hashable, Sendable {
    package let thoroughness: CrevLevel
    package let understanding: CrevLevel
    package let rating: CrevRating

    /// What crev takes for no review at all.
    static let nothing = Quality(thoroughness: .none, understanding: .none, rating: .neutral)
  }

  /// A flaw of the reviewed version and, for all anyone knows, of later ones.
  package struct Issue: Hashable, Sendable {
    package let id: String
    package let severity: CrevLevel
    package let range: CrevRange
    package let comment: String
  }

  /// A reason to move from earlier versions to the reviewed one.
  package struct Advisory: Hashable, Sendable {
    package let ids: [String]
    package let severity: CrevLevel
    package let range: CrevRange
    package let comment: String
  }

  package struct Agent: Hashable, Sendable {
    package let model: String
    package let version: String?
    package let isHumanGuided: Bool
  }
}

/// A package as a review names it.
package struct CrevPackage: Hashable, Sendable {
  /// Where crates.io's packages come from.
  package static let cratesIO = "https://crates.io"

  package let source: String
  package let name: String
  package let version: Version
  /// The commit that the author believes it was made from; empty for none.
  package let revision: String
  /// Of the source tree; nil where it is of a kind that is not known.
  package let digest: CrevDigest?
}
