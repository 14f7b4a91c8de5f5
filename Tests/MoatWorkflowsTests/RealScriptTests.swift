import Foundation
import MoatFindings
import MoatModel
import MoatShell
import MoatTestSupport
import MoatWorkflows
import Testing

/// Installs and downloads in the workflows of real projects.
@Suite(.computes, .enabled(if: SharedData.isPresent)) struct `Scripts of real workflows` {
  private static func facts(of project: String? = nil) throws -> WorkflowFacts {
    let root = SharedData.folder.appendingPathComponent("workflows")
    var files: [WorkflowFile] = []
    let walk = try #require(FileManager.default.enumerator(atPath: root.path))
    for case let path as String in walk {
      guard project.map({ path.hasPrefix($0 + "/") }) ?? true,
        let role = WorkflowFile.Role(path: path)
      else { continue }
      let data = try Data(contentsOf: root.appendingPathComponent(path))
      files += WorkflowFile.read(SourceText(path: path, bytes: [UInt8](data)), as: role)
    }
    return WorkflowFacts(
      files: files.sorted { $0.source.path < $1.source.path }, lockfileFolders: [""])
  }

  @Test func `a hardened project gets no false alarm`() throws {
    let facts = try Self.facts(of: "Ortham+esplugin")
    #expect(!facts.files.isEmpty)
    for rule: any WorkflowRule.Type in [
      CargoInstallUnlocked.self, CargoInstallUnpinned.self, UnpinnedTool.self,
      UnverifiedDownload.self, PipeToShell.self, CheckCannotFail.self,
    ] {
      #expect(WorkflowRules.findings(of: rule, in: facts).isEmpty, "\(rule.info.id)")
    }
    // It tracks a lockfile and builds without `--locked`.
    #expect(WorkflowRules.findings(of: CargoUnlocked.self, in: facts).count == 2)
  }

  @Test func `every cargo install and pipe to a shell is seen`() throws {
    let commands = try Self.facts().scriptSequences.flatMap(\.commands)
    var places: Set<Label> = []
    var installs = 0
    var unlocked = 0
    for site in commands {
      guard let cargo = CargoInvocation(site.command), cargo.subcommand == "install",
        places.insert(site.label).inserted
      else { continue }
      installs += 1
      if cargo.isLocked == .no { unlocked += 1 }
    }
    // Counted by hand in the 157 files.
    #expect(installs == 12)
    #expect(unlocked == 7)
    let facts = try Self.facts()
    #expect(WorkflowRules.findings(of: PipeToShell.self, in: facts).count == 16)
  }

  @Test func `reading and judging costs little`() throws {
    let facts = try Self.facts()
    let time = ProcessorTime.measure {
      for rule in WorkflowRules.all where rule.info.id.contains("cargo") {
        _ = WorkflowRules.findings(of: rule, in: facts)
      }
    }
    print("the rules on cargo, over \(facts.files.count) files: \(time)")
    #expect(time < .seconds(60))
  }
}
