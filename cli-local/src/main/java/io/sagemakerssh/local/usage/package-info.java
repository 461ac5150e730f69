/** What a job's nodes use: processors, memory and GPUs, as their own containers may. */
package io.sagemakerssh.local.usage;
