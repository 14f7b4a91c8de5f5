import Foundation
import MoatModel
import MoatSyntax

/// The real inputs next to the package, where a developer has them.
enum SharedData {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/data")

  static let exists: Bool = {
    let exists = FileManager.default.fileExists(atPath: folder.path)
    if !exists { print("skipping tests on real inputs: no folder ../shared/data") }
    return exists
  }()

  static func source(_ path: String) throws -> SourceText {
    let data = try Data(contentsOf: folder.appendingPathComponent(path))
    return SourceText(path: path, bytes: Array(data))
  }

  /// The files below a folder with one of these names, sorted.
  static func files(below path: String, named names: Set<String>) -> [String] {
    let root = folder.appendingPathComponent(path)
    let found = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
    return (found ?? []).filter { names.contains(($0 as NSString).lastPathComponent) }
      .sorted().map { path + "/" + $0 }
  }

  /// The documents that a toml-test list names, in its order.
  static func conformanceList(_ version: String) throws -> [String] {
    let list = try source("toml-test/files-toml-\(version)")
    return String(decoding: list.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { $0.hasSuffix(".toml") }
  }
}

func parse(_ text: String) throws(TOMLError) -> TOMLDocument {
  try TOMLDocument(parsing: SourceText(path: "test.toml", text: text))
}

/// The error of a text that must be refused; nil if it is accepted.
func refusal(_ bytes: [UInt8]) -> TOMLError? {
  do throws(TOMLError) {
    _ = try TOMLDocument(parsing: SourceText(path: "test.toml", bytes: bytes))
    return nil
  } catch {
    return error
  }
}

func refusal(_ text: String) -> TOMLError? { refusal(Array(text.utf8)) }
