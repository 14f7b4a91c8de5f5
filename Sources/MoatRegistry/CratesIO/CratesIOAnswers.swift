package import MoatModel

/// A crate as the web API of crates.io describes it; only what Moat asks about is kept.
package struct CratesIOCrate: Hashable, Sendable {
  package let name: String
  package let created: Timestamp
  package let updated: Timestamp
  package let downloads: Int
  /// As the newest manifest says: the publisher's claim.
  package let description: String?
  /// As the newest manifest says: the publisher's claim.
  package let repository: String?
  /// Whether only trusted publishing may add versions; nil where the API does not say.
  package let trustedPublishingOnly: Bool?
  /// The newest first.
  package let versions: [CratesIOVersion]
}

/// A version as the web API describes it.
package struct CratesIOVersion: Hashable, Sendable {
  package let version: String
  package let checksum: SHA256Digest
  package let created: Timestamp
  package let isYanked: Bool
  package let yankMessage: String?
  /// nil for trusted publishing, and for versions older than the record.
  package let publisher: CratesIOUser?
  package let trustedPublishing: TrustedPublishing?

  /// The workflow that published it, as crates.io verified it.
  package enum TrustedPublishing: Hashable, Sendable {
    case gitHub(repository: String, run: String, commit: String)
    case gitLab(project: String, job: String, commit: String)
    /// A provider that is not known here.
    case other(String)
  }
}

/// A user of crates.io. The number stays when the login changes hands.
package struct CratesIOUser: Hashable, Sendable {
  package let id: Int
  package let login: String
  package let name: String?
}

/// Who may publish a crate.
package struct CratesIOOwner: Hashable, Sendable {
  /// Numbers of users and of teams overlap.
  package enum Kind: String, Hashable, Sendable {
    case user, team
  }

  package let kind: Kind
  package let id: Int
  package let login: String
  package let name: String?
}

// MARK: - Reading

extension CratesIOCrate {
  init(_ document: JSONFields) throws(JSONFields.Malformed) {
    guard let crate = try document.object("crate") else { throw .init("crate", "an object") }
    name = try crate.text("name")
    created = try crate.moment("created_at")
    updated = try crate.moment("updated_at")
    downloads = try crate.integer("downloads")
    description = try crate.optionalText("description")
    repository = try crate.optionalText("repository")
    trustedPublishingOnly = try crate.optionalFlag("trustpub_only")
    var versions: [CratesIOVersion] = []
    for version in try document.objects("versions") {
      versions.append(try CratesIOVersion(version))
    }
    self.versions = versions
  }
}

extension CratesIOVersion {
  init(_ fields: JSONFields) throws(JSONFields.Malformed) {
    version = try fields.text("num")
    guard let digest = try? SHA256Digest(parsing: fields.text("checksum")) else {
      throw .init("checksum", "a SHA-256 digest")
    }
    checksum = digest
    created = try fields.moment("created_at")
    isYanked = try fields.flag("yanked")
    yankMessage = try fields.optionalText("yank_message")
    publisher = try fields.object("published_by").map { (fields) throws(JSONFields.Malformed) in
      try CratesIOUser(fields)
    }
    trustedPublishing = try fields.object("trustpub_data")
      .map { (fields) throws(JSONFields.Malformed) in try TrustedPublishing(fields) }
  }
}

extension CratesIOVersion.TrustedPublishing {
  init(_ fields: JSONFields) throws(JSONFields.Malformed) {
    switch try fields.text("provider") {
    case "github":
      self = .gitHub(
        repository: try fields.text("repository"), run: try fields.text("run_id"),
        commit: try fields.text("sha"))
    case "gitlab":
      self = .gitLab(
        project: try fields.text("project_path"), job: try fields.text("job_id"),
        commit: try fields.text("sha"))
    case let provider: self = .other(provider)
    }
  }
}

extension CratesIOUser {
  init(_ fields: JSONFields) throws(JSONFields.Malformed) {
    id = try fields.integer("id")
    login = try fields.text("login")
    name = try fields.optionalText("name")
  }
}

extension CratesIOOwner {
  init(_ fields: JSONFields) throws(JSONFields.Malformed) {
    guard let kind = Kind(rawValue: try fields.text("kind")) else {
      throw .init("kind", "`user` or `team`")
    }
    self.kind = kind
    id = try fields.integer("id")
    login = try fields.text("login")
    name = try fields.optionalText("name")
  }
}
