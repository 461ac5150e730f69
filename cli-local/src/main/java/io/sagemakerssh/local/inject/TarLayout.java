package io.sagemakerssh.local.inject;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * The members of a tar file and the bytes that each takes there. So members are copied as they are,
 * never decoded and encoded again: owners, times, extended attributes and sparse files stay what
 * they were.
 */
final class TarLayout implements Closeable {
  private static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;
  private static final int TYPE_OFFSET = 156;
  private static final int SIZE_OFFSET = 124;

  /**
   * A member.
   *
   * @param path from the root of the archive, without {@code ./} before it or a slash behind it;
   *     empty for the root
   * @param begin of its first header, be it an extended one
   * @param content where its content begins, unless it is sparse
   * @param end behind the padding of its content
   */
  record Member(String path, TarArchiveEntry entry, long begin, long content, long end) {}

  private final FileChannel channel;
  private final List<Member> members;

  private TarLayout(FileChannel channel, List<Member> members) {
    this.channel = channel;
    this.members = members;
  }

  /**
   * Reads a file to its end.
   *
   * @throws MalformedSourcesException if it is no tar file, or has a member that would lie outside
   */
  static TarLayout read(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      return new TarLayout(channel, members(channel));
    } catch (MalformedSourcesException malformed) {
      channel.close();
      throw malformed;
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw new MalformedSourcesException("it is no tar file: " + failure.getMessage());
    }
  }

  /** The channel's position tells where each member begins and ends, whatever kind it is of. */
  private static List<Member> members(FileChannel channel) throws IOException {
    // Not closed: it would close the channel.
    TarArchiveInputStream tar = new TarArchiveInputStream(Channels.newInputStream(channel));
    List<Member> members = new ArrayList<>();
    long begin = 0;
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (!entry.isCheckSumOK()) {
        throw new MalformedSourcesException("the header of '" + entry.getName() + "' is damaged");
      }
      long content = channel.position();
      tar.transferTo(OutputStream.nullOutputStream());
      long end = padded(channel.position());
      members.add(new Member(path(entry.getName()), entry, begin, content, end));
      begin = end;
    }
    return List.copyOf(members);
  }

  List<Member> members() {
    return members;
  }

  /** The bytes of a member that is not sparse. */
  InputStream content(Member member) {
    return new ChannelSlice(channel, member.content(), member.entry().getSize());
  }

  /** Copies a member, all its headers included. */
  void copy(Member member, OutputStream out) throws IOException {
    copy(member.begin(), member.end(), out);
  }

  /**
   * Copies only the global headers before a member: they are about all that follows, and stay where
   * the member goes.
   */
  void copyGlobalHeaders(Member member, OutputStream out) throws IOException {
    long position = member.begin();
    while (position < member.content()) {
      byte[] header = block(position);
      byte type = header[TYPE_OFFSET];
      if (!isExtension(type)) {
        return;
      }
      long size = TarUtils.parseOctalOrBinary(header, SIZE_OFFSET, TarConstants.SIZELEN);
      long next = position + BLOCK + padded(size);
      if (type == TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER) {
        copy(position, next, out);
      }
      position = next;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void copy(long begin, long end, OutputStream out) throws IOException {
    WritableByteChannel target = Channels.newChannel(out);
    long position = begin;
    while (position < end) {
      long count = channel.transferTo(position, end - position, target);
      if (count <= 0) {
        throw new MalformedSourcesException("it ends too early");
      }
      position += count;
    }
  }

  private byte[] block(long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new MalformedSourcesException("it ends too early");
      }
    }
    return buffer.array();
  }

  private static boolean isExtension(byte type) {
    return type == TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER
        || type == TarConstants.LF_PAX_EXTENDED_HEADER_LC
        || type == TarConstants.LF_PAX_EXTENDED_HEADER_UC
        || type == TarConstants.LF_GNUTYPE_LONGNAME
        || type == TarConstants.LF_GNUTYPE_LONGLINK;
  }

  private static long padded(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static String path(String name) throws MalformedSourcesException {
    if (name.startsWith("/")) {
      throw new MalformedSourcesException("it has an absolute path: " + name);
    }
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.isEmpty()) {
          throw new MalformedSourcesException("it has a path that leads out of it: " + name);
        }
        parts.remove(parts.size() - 1);
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }
}
