package import MoatModel

/// How one version of a crate came to crates.io.
package struct Publication: Hashable, Sendable {
  /// As crates.io says it, or a record of what it said. Nothing of it is signed.
  package enum Means: Hashable, Sendable {
    /// With a token of a user.
    case person(Party)
    /// By Trusted Publishing.
    case workflow(WorkflowRun)
    /// By Trusted Publishing through a provider that is not known here.
    case otherProvider(String)
    /// crates.io keeps nobody for it: the version is older than its record.
    case unrecorded
  }

  package let version: Version
  package let published: Timestamp
  package let means: Means

  package init(version: Version, published: Timestamp, means: Means) {
    self.version = version
    self.published = published
    self.means = means
  }

  /// Who or what published it; nil where that is not known.
  package var party: Party? {
    switch means {
    case .person(let party): party
    case .workflow(let run): run.party
    case .otherProvider(let name): .workflow("\(name):")
    case .unrecorded: nil
    }
  }
}

/// One run of a workflow that published a version.
///
/// Run and commit are nil where only the place is known, as in cargo-vet's `imports.lock`. Which
/// workflow file and environment it was, crates.io does not say.
package struct WorkflowRun: Hashable, Sendable {
  /// `github`, `gitlab`.
  package let provider: String
  /// `owner/repository`.
  package let repository: String
  package let run: String?
  package let commit: String?

  package init(provider: String, repository: String, run: String? = nil, commit: String? = nil) {
    self.provider = provider
    self.repository = repository
    self.run = run
    self.commit = commit
  }

  /// From cargo-vet's text, `github:owner/repository`; nil for one without both parts.
  package init?(source: String) {
    let parts = source.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    self.init(provider: String(parts[0]), repository: String(parts[1]))
  }

  package var party: Party { .workflow("\(provider):\(repository)") }

  /// The page of the run; nil where it is not known.
  package var address: String? {
    guard let run else { return nil }
    return switch provider {
    case "github": "https://github.com/\(repository)/actions/runs/\(run)"
    case "gitlab": "https://gitlab.com/\(repository)/-/jobs/\(run)"
    default: nil
    }
  }
}

extension PublisherRow {
  /// Who published the version.
  package var party: Party {
    switch source {
    case .user(let id): .user(id, login: userLogin ?? "user-\(id)", name: userName)
    case .trustedPublisher(let place): .workflow(place)
    }
  }
}
