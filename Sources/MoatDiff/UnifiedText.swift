/// Hunks in the unified format, as `patch` and `git apply` read them:
/// https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html.
///
/// The lines are the texts' own bytes, so the result is not safe to print.
package enum UnifiedText {
  /// The hunks of one file, without the two lines that name it.
  package static func hunks(of diff: TextDiff, context: Int) -> [UInt8] {
    var text: [UInt8] = []
    for hunk in diff.hunks(context: context) {
      text += header(hunk).utf8
      text.append(UInt8(ascii: "\n"))
      for change in hunk.changes {
        if change.kind == .same {
          write(diff.new, change.new, mark: UInt8(ascii: " "), &text)
        } else {
          write(diff.old, change.old, mark: UInt8(ascii: "-"), &text)
          write(diff.new, change.new, mark: UInt8(ascii: "+"), &text)
        }
      }
    }
    return text
  }

  /// `@@ -1,3 +1,4 @@`.
  package static func header(_ hunk: Hunk) -> String {
    "@@ -\(place(hunk.old)) +\(place(hunk.new)) @@"
  }

  /// An empty range is named by the line before it.
  private static func place(_ range: Range<Int>) -> String {
    let start = range.isEmpty ? range.lowerBound : range.lowerBound + 1
    return range.count == 1 ? "\(start)" : "\(start),\(range.count)"
  }

  private static func write(
    _ lines: TextLines, _ range: Range<Int>, mark: UInt8, _ text: inout [UInt8]
  ) {
    for line in range {
      text.append(mark)
      text += lines.line(line)
      if line == lines.count - 1, lines.lacksFinalLineFeed {
        text += "\n\\ No newline at end of file\n".utf8
      }
    }
  }
}
