import Foundation
import MoatModel
import MoatSyntax
import MoatTestSupport
import MoatWorkflows
import Testing

/// What must hold for every file that is repaired, over the workflows of real projects.
@Suite(.computes, .enabled(if: SharedData.isPresent)) struct `Repaired real workflows` {
  /// The files of one project.
  struct Project: Sendable {
    let name: String
    let sources: [SourceText]

    /// The same files with other bytes.
    func facts(_ change: ([UInt8]) -> [UInt8] = { $0 }) -> WorkflowFacts {
      let files = sources.flatMap { source -> [WorkflowFile] in
        guard let role = WorkflowFile.Role(path: source.path) else { return [] }
        return WorkflowFile.read(
          SourceText(path: source.path, bytes: change(source.bytes)), as: role)
      }
      return Self.facts(of: files)
    }

    /// With evidence for whatever they use.
    static func facts(of files: [WorkflowFile]) -> WorkflowFacts {
      WorkflowFacts(
        files: files,
        ecosystems: ["cargo", "github-actions"].map {
          EcosystemPresence(ecosystem: $0, directory: "/", path: "Cargo.toml")
        },
        pins: evidence(for: files))
    }

    /// Each version is a tag at a commit of its own, with a full version beside it, and each other
    /// name a branch.
    private static func evidence(for files: [WorkflowFile]) -> PinEvidence {
      var tags: [ActionRepository: [String: CommitHash]] = [:]
      var branches: [ActionRepository: [String: CommitHash]] = [:]
      for use in files.flatMap(\.usedActions) {
        guard case .repository(let owner, let name, _, let ref?) = use.reference.target,
          CommitHash(ref) == nil
        else { continue }
        let repository = ActionRepository(owner: owner, name: name)
        let digits = String(ref.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFFFF }, radix: 16)
        guard
          let commit = CommitHash(String(repeating: "a", count: 40 - digits.count) + digits)
        else { continue }
        if VersionTag(ref) == nil {
          branches[repository, default: [:]][ref] = commit
        } else {
          tags[repository, default: [:]][ref] = commit
          tags[repository, default: [:]]["v9.\(ref.utf8.count).0"] = commit
        }
      }
      let repositories = Set(tags.keys).union(branches.keys)
      return PinEvidence(
        Dictionary(
          uniqueKeysWithValues: repositories.map { repository in
            (
              repository,
              .known(
                KnownRepository(
                  repository: repository, tags: tags[repository] ?? [:],
                  branches: branches[repository] ?? [:], listsEveryTag: false, origin: "a test"))
            )
          }))
    }
  }

  static let projects: [Project] = {
    let root = SharedData.folder.appendingPathComponent("workflows")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path))?.sorted() ?? []
    return names.map { name in
      let folder = root.appendingPathComponent(name)
      let paths = (FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? [])
        .compactMap { $0 as? String }.filter { WorkflowFile.Role(path: $0) != nil }.sorted()
      return Project(
        name: name,
        sources: paths.compactMap { path in
          FileManager.default.contents(atPath: folder.appendingPathComponent(path).path)
            .map { SourceText(path: path, bytes: [UInt8]($0)) }
        })
    }
  }()

  static func comments(_ source: SourceText) -> [String] {
    YAMLStream(parsing: source, tolerating: .lineIndentation).comments.map(source.text(at:))
  }

  @Test(arguments: [false, true]) func `hold still, keep comments and can be read`(unsafe: Bool) {
    var changed = 0
    for project in Self.projects {
      let first = WorkflowFixing.run(on: project.facts(), allowsUnsafe: unsafe)
      for file in first where file.isChanged {
        changed += 1
        guard let old = file.old, let role = WorkflowFile.Role(path: file.path) else { continue }
        let place = "\(project.name)/\(file.path)"
        let before = WorkflowFile.read(old, as: role).flatMap(\.problems)
        let after = WorkflowFile.read(file.new, as: role).flatMap(\.problems)
        #expect(after.map(\.message) == before.map(\.message), "\(place)")
        // A version behind a hash may become another one; every other comment stays.
        let kept = Self.comments(old).filter { VersionComment($0).version == nil }
        let comments = Self.comments(file.new)
        for comment in kept {
          let words = comment.drop { $0 == "#" || $0 == " " }
          let isKept = words.isEmpty || comments.contains { $0.contains(words) }
          #expect(isKept, "\(place): \(comment)")
        }
        #expect(comments.count >= Self.comments(old).count, "\(place)")
      }
      let changes = Dictionary(uniqueKeysWithValues: first.map { ($0.path, $0.new) })
      let files = project.facts().files.map { file in
        changes[file.source.path].flatMap { WorkflowFile.read($0, as: file.role).first } ?? file
      }
      var facts = project.facts()
      facts.files = files
      for file in WorkflowFixing.run(on: facts, allowsUnsafe: unsafe) {
        #expect(!file.isChanged, "\(project.name)/\(file.path) changes again: \(file.made)")
      }
    }
    #expect(changed > 50)
  }

  @Test func `keep their line endings and byte order marks`() {
    func withPairs(_ bytes: [UInt8]) -> [UInt8] {
      bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    }
    for project in Self.projects where !project.sources.contains(where: { $0.bytes.contains(0x0D) })
    {
      let plain = WorkflowFixing.run(on: project.facts(), allowsUnsafe: true)
      let pairs = WorkflowFixing.run(on: project.facts(withPairs), allowsUnsafe: true)
      #expect(
        pairs.map { $0.new.bytes } == plain.map { withPairs($0.new.bytes) }, "\(project.name)")
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      let marked = WorkflowFixing.run(on: project.facts { mark + $0 }, allowsUnsafe: true)
      #expect(marked.map { $0.new.bytes } == plain.map { mark + $0.new.bytes }, "\(project.name)")
    }
  }
}
