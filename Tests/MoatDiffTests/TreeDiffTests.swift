import MoatDiff
import MoatTestSupport
import Testing

@Suite struct `Tree diff` {
  private static func file(_ path: String, _ text: String, executable: Bool = false) -> TreeFile {
    TreeFile(path: path, bytes: bytes(text), isExecutable: executable)
  }

  private static func lines(_ count: Int, from first: Int = 0) -> String {
    (first..<first + count).map { "a line of text, number \($0)\n" }.joined()
  }

  private static func shown(_ diff: TreeDiff) -> [String] {
    diff.changes.map { change in
      let paths = [change.old?.path, change.new?.path].compactMap(\.self)
      let name =
        paths.count == 2 && paths[0] == paths[1] ? paths[0] : paths.joined(separator: " → ")
      return "\(change.kind) \(name)\(change.changesMode ? " mode" : "")"
    }
  }

  @Test func `files are added, removed, changed and kept`() {
    let diff = TreeDiff(
      old: [Self.file("a", "1"), Self.file("b", "1"), Self.file("c", "1"), Self.file("run", "x")],
      new: [
        Self.file("a", "1"), Self.file("b", "2"), Self.file("d", "3"),
        Self.file("run", "x", executable: true),
      ])
    #expect(Self.shown(diff) == ["changed b", "removed c", "added d", "changed run mode"])
    #expect(diff.files.map(\.path) == ["a", "b", "c", "d", "run"])
  }

  @Test func `equal bytes are a rename, those of one name first`() {
    let diff = TreeDiff(
      old: [Self.file("old/a", "same"), Self.file("old/b", "same"), Self.file("empty", "")],
      new: [Self.file("new/b", "same"), Self.file("new/c", "same"), Self.file("void", "")])
    #expect(
      Self.shown(diff)
        == ["removed empty", "renamed old/b → new/b", "renamed old/a → new/c", "added void"])
  }

  @Test func `half of the lines are a rename, less is none`() {
    let old = Self.lines(20)
    let alike = Self.lines(14) + Self.lines(6, from: 100)
    let unlike = Self.lines(8) + Self.lines(12, from: 200)
    #expect(
      Self.shown(TreeDiff(old: [Self.file("a", old)], new: [Self.file("b", alike)]))
        == ["renamed a → b"])
    #expect(
      Self.shown(TreeDiff(old: [Self.file("a", old)], new: [Self.file("b", unlike)]))
        == ["removed a", "added b"])
    let best = TreeDiff(
      old: [Self.file("a", old)], new: [Self.file("b", alike), Self.file("c", old + "more\n")])
    #expect(Self.shown(best) == ["added b", "renamed a → c"])
    #expect(best.changes.map(\.similarity) == [0, 99])
  }

  @Test func `paths that only Unicode takes for equal are two`() {
    let diff = TreeDiff(old: [Self.file("caf\u{e9}", "1")], new: [Self.file("cafe\u{301}", "2")])
    #expect(diff.changes.map(\.kind) == [.added, .removed])
  }

  @Test func `many files without a counterpart are compared by name only`() {
    let old = (0..<400).map { Self.file("old/\($0).rs", Self.lines(6, from: $0 * 100)) }
    let new = (0..<400).map { Self.file("new/\($0).rs", Self.lines(5, from: $0 * 100) + "x\n") }
    let took = ProcessorTime.measure {
      let diff = TreeDiff(old: old, new: new)
      #expect(diff.changes.allSatisfy { $0.kind == .renamed })
    }
    #expect(took < .seconds(20))
  }
}
