import Foundation
import MoatCommands
import MoatHost
import MoatModel
import MoatTestSupport
import Synchronization
import Testing

/// Whole commands on the cases that cargo-vet's own tests run as commands.
@Suite(.enabled(if: SharedData.isPresent, "needs the cases of cargo-vet's tests"))
struct `Vetting commands on cargo-vet's cases` {
  private struct Case: CustomTestStringConvertible, @unchecked Sendable {
    let members: [String: Any]

    var testDescription: String { members["id"] as? String ?? "" }
    var expected: String {
      (members["expect"] as? [String: Any])?["text"] as? String ?? ""
    }

    /// The store, with the version that is written today.
    var store: [String: String] {
      let initial = members["initial"] as? [String: String] ?? [:]
      return initial.mapValues {
        $0.replacing("[cargo-vet]\nversion = \"1.0\"", with: "[cargo-vet]\nversion = \"0.10\"")
      }
    }

    static func all(_ kind: String) -> [Case] {
      let file = SharedData.folder.appendingPathComponent("vet-cases.json")
      guard SharedData.isPresent, let data = try? Data(contentsOf: file),
        let cases = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]]
      else { return [] }
      return cases.filter { $0["kind"] as? String == kind }.map(Case.init)
    }

    /// What crates.io answers.
    var pages: [String: InMemoryHTTPClient.Reply] {
      let network = members["network"] as? [String: Any] ?? [:]
      let users = network["users"] as? [String: [String: Any]] ?? [:]
      var pages: [String: InMemoryHTTPClient.Reply] = [:]
      for (name, crate) in network["crates"] as? [String: [String: Any]] ?? [:] {
        let versions = (crate["versions"] as? [[String: Any]] ?? []).map { version in
          var publisher = "null"
          if let id = version["user"] as? Int, let user = users[String(id)] {
            let name = user["name"] as? String ?? ""
            publisher =
              #"{"id":\#(id),"login":"\#(user["login"] as? String ?? "")","name":"\#(name)"}"#
          }
          return #"{"num":"\#(version["version"] as? String ?? "")","checksum":""#
            + String(repeating: "1", count: 64)
            + #"","created_at":"\#(version["created_at"] as? String ?? "")","yanked":false,"#
            + #""published_by":\#(publisher)}"#
        }
        let root = "https://crates.io/api/v1/crates/\(name)"
        pages[root] = .init(
          #"{"crate":{"name":"\#(name)","created_at":"2020-01-01T00:00:00Z","updated_at":"#
            + #""2020-01-02T00:00:00Z","downloads":7,"repository":null},"versions":["#
            + versions.joined(separator: ",") + "]}")
        pages["\(root)/owners"] = .init(#"{"users":[]}"#)
      }
      return pages
    }

    /// A machine with the store, an editor that saves what the case says, and answers to questions.
    func machine() throws -> (MoatHost.Host, TestHost) {
      let files = InMemoryFileSystem()
      files.set("/project", .directory)
      files.set("/tmp", .directory)
      for (name, text) in store {
        files.set("/project/supply-chain/\(name)", .file(Array(text.utf8)))
      }
      if let metadata = members["metadata"], !(metadata is NSNull) {
        let data = try JSONSerialization.data(withJSONObject: metadata)
        files.set("/project/metadata.json", .file(Array(data)))
      } else {
        files.set(
          "/project/metadata.json",
          .file(
            Array(#"{"packages":[],"workspace_members":[],"resolve":{"nodes":[]}}"#.utf8)))
      }
      let machine = TestHost(
        files: files, network: InMemoryHTTPClient(serving: pages), variables: ["HOME": "/home"])
      var host = machine.host
      let saved = members["editor_result"] as? String
      host.processes = InMemoryProcessRunner { request in
        if let saved, let path = request.arguments.last {
          files.set(path, .file(Array(saved.utf8)))
        }
        return .success(ProcessResult(ending: .exited(0)))
      }
      host.input = InMemoryLines(["", ""])
      host.terminal = TerminalFacts(
        inputIsTerminal: true, outputIsTerminal: true, errorIsTerminal: false,
        environment: host.environment)
      return (host, machine)
    }
  }

  private static let place = [
    "--metadata", "metadata.json", "--store-path", "supply-chain", "--now", "2023-01-01T12:00:00Z",
  ]

  /// The part of the expected text that is `audits.toml`, without comments: theirs come from rows that
  /// a test of one function has in memory alone.
  private func audits(in text: String) -> String? {
    text.range(of: "AUDITS:\n").map { Self.plain(String(text[$0.upperBound...])) }
  }

  private static func plain(_ text: String) -> String {
    var lines: [String] = []
    for line in text.components(separatedBy: "\n") {
      let bare = line.hasPrefix("user-id = ") ? String(line.prefix { $0 != "#" }) : line
      let trimmed = bare.trimmingCharacters(in: .whitespaces)
      if !trimmed.isEmpty, !trimmed.hasPrefix("# cargo-vet") { lines.append(trimmed) }
    }
    return lines.joined(separator: "\n")
  }

  @Test(arguments: Case.all("command")) private func `records what cargo-vet records`(
    one: Case
  ) async throws {
    let (host, machine) = try one.machine()
    let words = one.members["args"] as? [String] ?? []
    let locked = one.members["mode"] as? String == "locked" ? ["--locked"] : []
    let status = await Moat.run(
      ["vet"] + words.dropFirst(2) + locked + Self.place, in: host)
    let written = String(
      decoding: try host.files.read("/project/supply-chain/audits.toml", limit: 1 << 20),
      as: UTF8.self)
    if let expected = audits(in: one.expected) {
      #expect(status == 0, "\(machine.standardError)")
      #expect(Self.plain(written) == expected)
      let again = await Moat.run(["vet", "fmt", "--check"] + Self.place, in: host)
      #expect(again == 0, "what is written is canonical")
    } else {
      #expect(status == 2, "\(machine.standardError)")
      #expect(Self.plain(written) == Self.plain(one.store["audits.toml"] ?? ""))
    }
  }

  @Test(arguments: Case.all("validate-locked")) private func `refuses what cargo-vet refuses`(
    one: Case
  ) async throws {
    let (host, machine) = try one.machine()
    var place = Self.place
    if let today = one.members["today"] as? String { place[5] = today }
    let status = await Moat.run(["vet", "suggest", "--locked"] + place, in: host)
    let isRefused = !one.expected.allSatisfy(\.isWhitespace)
    #expect((status != 0) == isRefused, "\(machine.standardOutput)\(machine.standardError)")
  }
}
